using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Nodes;

/// <summary>Whom a node admits. All decisions are made on the whole state, so that the sum of what is admitted never exceeds what there is.</summary>
internal static class Bindings
{
    /// <summary>The state with the pod, and the answer to it; the same state where the pod is refused or already there.</summary>
    public static (NodeState State, Admission Answer) Admit(NodeState state, PodDemand pod, DateTimeOffset now)
    {
        if (state.Resource is null)
        {
            return (state, new Admission(false, "the node is not registered"));
        }

        if (state.Bindings.FirstOrDefault(binding => binding.Pod.Uid == pod.Uid) is { } known)
        {
            return (state, new Admission(true, "") { Devices = known.Devices });
        }

        if (state.Resource.Metadata.DeletionTimestamp is not null)
        {
            return (state, new Admission(false, "the node is being removed"));
        }

        var reasons = NodeFit.Check(pod, View(state));
        if (!reasons.IsEmpty)
        {
            return (state, new Admission(false, string.Join(", ", reasons)));
        }

        // Whole devices and shares in one pod may fit by number and not together.
        return NodeDevices.Assign(pod, state.Devices.Offers, Leases(state)) is { } devices
            ? (state with { Bindings = state.Bindings.Add(new Binding(pod.OnNode(), Finished: false) { At = now, Devices = devices }) }, new Admission(true, "") { Devices = devices })
            : (state, new Admission(false, "Insufficient devices"));
    }

    /// <summary>What pods have of the node's devices.</summary>
    public static ImmutableArray<DeviceLease> Leases(NodeState state) => [.. state.Bindings.Where(binding => !binding.Finished).SelectMany(binding => binding.Devices)];

    /// <summary>The state in which the pod has these labels.</summary>
    public static NodeState Relabel(NodeState state, string podUid, ImmutableSortedDictionary<string, string> labels) =>
        Change(state, podUid, pod => pod.Labels.SequenceEqual(labels) ? pod : pod with { Labels = labels });

    /// <summary>The state in which the pod means to others what it says of itself now. What it takes stays what was admitted.</summary>
    public static NodeState Retell(NodeState state, PodDemand told) => Change(state, told.Uid, pod =>
    {
        var next = pod with
        {
            Labels = told.Labels,
            Tolerations = told.Tolerations,
            Priority = told.Priority,
            Affinity = told.OnNode().Affinity,
            Gang = told.Gang,
            ScoredMilliCpu = told.ScoredMilliCpu,
            ScoredMemoryBytes = told.ScoredMemoryBytes,
        };
        return ResourceJson.SameContent(pod, next) ? pod : next;
    });

    private static NodeState Change(NodeState state, string podUid, Func<PodDemand, PodDemand> change)
    {
        var index = IndexOf(state, podUid);
        if (index < 0)
        {
            return state;
        }

        var binding = state.Bindings[index];
        var pod = change(binding.Pod);
        return ReferenceEquals(pod, binding.Pod) ? state : state with { Bindings = state.Bindings.SetItem(index, binding with { Pod = pod }) };
    }

    /// <summary>The state in which the pod takes nothing any more.</summary>
    public static NodeState Finish(NodeState state, string podUid, bool succeeded)
    {
        var index = IndexOf(state, podUid);
        return index < 0 || state.Bindings[index].Finished
            ? state
            : state with { Bindings = state.Bindings.SetItem(index, state.Bindings[index] with { Finished = true, Succeeded = succeeded }) };
    }

    /// <summary>The state without the pod.</summary>
    public static NodeState Release(NodeState state, string podUid)
    {
        var index = IndexOf(state, podUid);
        return index < 0 ? state : state with { Bindings = state.Bindings.RemoveAt(index) };
    }

    /// <summary>How many pods of each group have done their work here, in order.</summary>
    public static ImmutableArray<GangSuccess> Successes(NodeState state) =>
    [
        .. state.Bindings.Where(binding => binding is { Succeeded: true, Pod.Gang: not null })
            .GroupBy(binding => (binding.Pod.Namespace, binding.Pod.Gang!.Name))
            .Select(gang => new GangSuccess(gang.Key.Namespace, gang.Key.Name, gang.Count()))
            .OrderBy(gang => gang.Namespace, StringComparer.Ordinal)
            .ThenBy(gang => gang.Name, StringComparer.Ordinal),
    ];

    /// <summary>The node as a scheduler sees it.</summary>
    public static NodeView View(NodeState state)
    {
        var node = NodeView.Of(state.Resource!);
        var leases = Leases(state);
        return node with
        {
            AllocatableExtended = node.AllocatableExtended.SetItems(NodeDevices.Requestable(state.Devices.Offers, leases)),
            Devices = state.Devices.Offers.IsEmpty ? null : new DeviceStock(state.Devices.Offers, leases),
            Succeeded = Successes(state),
            Pods = [.. state.Bindings.Where(binding => !binding.Finished).Select(binding => binding.Pod with { BoundAt = binding.At })],
        };
    }

    private static int IndexOf(NodeState state, string podUid)
    {
        for (var i = 0; i < state.Bindings.Length; i++)
        {
            if (state.Bindings[i].Pod.Uid == podUid)
            {
                return i;
            }
        }

        return -1;
    }
}
