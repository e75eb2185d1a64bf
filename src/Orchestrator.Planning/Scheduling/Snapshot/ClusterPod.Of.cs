using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Snapshot;

public sealed partial record ClusterPod
{
    // A node that is short of memory keeps off only what asks for none: everything else gets this from Kubernetes' admission.
    private static readonly Toleration ShortOfMemory = new() { Key = TaintKey.MemoryPressure, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoSchedule };

    /// <summary>The pod by what it asks of nodes.</summary>
    public static ClusterPod Of(PodDemand pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return new ClusterPod
        {
            Uid = pod.Uid,
            Name = pod.Name,
            Priority = pod.Priority,
            NeverPreempts = pod.Wishes?.NeverPreempts == true,
            StartedAt = pod.BoundAt,
            Gang = pod.Gang?.Name,
            Profile = new PodProfile
            {
                Namespace = pod.Namespace,
                Labels = pod.Labels,
                Requests = Requests(pod),
                ScoredMilliCpu = pod.ScoredMilliCpu,
                ScoredMemoryBytes = pod.ScoredMemoryBytes,
                BestEffort = pod.BestEffort,
                HostPorts = pod.HostPorts,
                NodeSelector = pod.NodeSelector,
                Affinity = pod.Affinity,
                Tolerations = pod.BestEffort ? pod.Tolerations : pod.Tolerations.Add(ShortOfMemory),
                TopologySpreadConstraints = pod.Wishes?.TopologySpreadConstraints ?? [],
                IsSpreadByDefault = pod.Wishes?.IsSpreadByDefault == true,
                Images = pod.Wishes?.Images ?? [],
            },
        };
    }

    private static ImmutableSortedDictionary<string, long> Requests(PodDemand pod)
    {
        var requests = pod.Extended.ToBuilder();
        Ask(ResourceName.Cpu, pod.MilliCpu);
        Ask(ResourceName.Memory, pod.MemoryBytes);
        Ask(ResourceName.EphemeralStorage, pod.EphemeralStorageBytes);
        return requests.ToImmutable();

        void Ask(string name, long amount)
        {
            if (amount > 0)
            {
                requests[name] = amount;
            }
        }
    }
}
