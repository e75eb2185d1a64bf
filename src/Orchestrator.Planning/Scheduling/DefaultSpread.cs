using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling;

/// <summary>
/// How replicas are spread that say nothing of it: over nodes and zones, as far as that goes. Kubernetes' built-in default constraints (documentation, "Pod Topology Spread
/// Constraints").
/// </summary>
public static class DefaultSpread
{
    private const string HostKey = "kubernetes.io/hostname";
    private const string ZoneKey = "topology.kubernetes.io/zone";
    private const int HostSkew = 3;
    private const int ZoneSkew = 5;

    private static readonly ImmutableHashSet<string> Controllers = ["ReplicaSet", "StatefulSet", "ReplicationController"];

    // Labels that differ from one pod of a StatefulSet to the next.
    private static readonly string[] OwnLabels = ["statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"];

    /// <summary>The constraints; none for a pod that is nobody's replica. Its like are those with all of its labels.</summary>
    public static ImmutableArray<TopologySpreadConstraint> Of(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var shared = pod.Metadata.Labels.RemoveRange(OwnLabels);
        if (shared.IsEmpty || pod.Metadata.ControllerReference() is not { } owner || !Controllers.Contains(owner.Kind))
        {
            return [];
        }

        var alike = new LabelSelector { MatchLabels = shared };
        return [Softly(HostKey, HostSkew, alike), Softly(ZoneKey, ZoneSkew, alike)];
    }

    private static TopologySpreadConstraint Softly(string key, int skew, LabelSelector alike) =>
        new() { TopologyKey = key, MaxSkew = skew, WhenUnsatisfiable = SpreadPolicy.ScheduleAnyway, LabelSelector = alike };
}
