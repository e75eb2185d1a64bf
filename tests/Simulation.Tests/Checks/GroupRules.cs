using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Pods;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Resources.Core;
using Orchestrator.Simulations.Database;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>
/// Of a group that is placed all or none nobody is admitted where there were not so many of it as it needs, or not the room for them, and nobody gives room back before the
/// group's time is over (invariant 11). Between a decision and what comes of it there is a while, in which pods end and nodes fill; so what was so at any moment of it counts.
/// </summary>
internal sealed class GroupRules(Cluster cluster, Action<string> fail)
{
    // What was seen of a node may be as old as a call takes, and what is decided by it counts for half a minute.
    private static readonly TimeSpan While = TimeSpan.FromSeconds(90);

    // So long a scheduler remembers who asked, should it not hear that the pod is gone.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(200);

    private readonly GroupHistory _history = new(cluster.Simulation);
    private readonly Dictionary<string, List<Moment>> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Member>> _members = new(StringComparer.Ordinal);

    private long Now => cluster.Simulation.Time.Now;

    /// <summary>A node or a pod was written.</summary>
    public void Check(string key, StateRow? before, StateRow after)
    {
        switch (before?.State ?? after.State)
        {
            case NodeState:
                CheckNode(key, before?.State as NodeState, after.State as NodeState);
                break;
            case PodState:
                CheckPod((before?.State as PodState)?.Resource, (after.State as PodState)?.Resource);
                break;
        }
    }

    private void CheckNode(string node, NodeState? before, NodeState? after)
    {
        if (before is not null && after is not null && before.Bindings == after.Bindings && RoomOf(before) == RoomOf(after))
        {
            return;
        }

        var had = before is null ? [] : before.Bindings.Select(binding => binding.Pod.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in after?.Bindings.Where(binding => binding.Pod.Gang is not null && !had.Contains(binding.Pod.Uid)).Select(binding => binding.Pod) ?? [])
        {
            CheckAdmission(node, pod, pod.Gang!);
        }

        if (!_nodes.TryGetValue(node, out var moments))
        {
            _nodes[node] = moments = [];
        }

        moments.Add(new Moment(Now, RoomOf(after), [.. after?.Bindings.Where(binding => !binding.Finished).Select(binding => binding.Pod) ?? []]));
        _history.Note(GroupHistory.GroupsOf(before).Union(GroupHistory.GroupsOf(after)), CountNow);
    }

    // Of one that takes nobody there is none.
    private static long RoomOf(NodeState? state) =>
        state?.Resource is { Spec.Unschedulable: false, Metadata.DeletionTimestamp: null } node ? node.Status.Allocatable.AmountOf(ResourceName.Cpu).MilliValue : 0;

    private void CheckAdmission(string node, PodDemand pod, GangMembership group)
    {
        var members = MembersOf(group.Name).Values;
        var there = members.Count(member => member.GoneAt is not { } goneAt || goneAt >= Now - Remembered.Ticks);
        if (there < group.MinMember)
        {
            fail($"invariant 11: {node} admits {pod.Name}, of whose group there are {there} pods, and {group.MinMember} are needed");
        }

        var succeeded = members.Count(member => member.HasSucceeded);
        var room = _nodes.Values.Sum(moments => Within(moments).Max(moment => moment.RoomFor(pod)));
        if (succeeded + room < group.MinMember)
        {
            fail($"invariant 11: {node} admits {pod.Name}, of whose group {succeeded} have done their work and {room} found room at best, and {group.MinMember} are needed");
        }
    }

    private IEnumerable<Moment> Within(List<Moment> moments) => moments.Skip(Math.Max(0, moments.FindLastIndex(moment => moment.At <= Now - While.Ticks)));

    private void CheckPod(Pod? before, Pod? after)
    {
        if ((after ?? before) is not { } pod || GangReading.Of(pod.Metadata) is not { } group)
        {
            return;
        }

        if (before is not null && before.Metadata.Uid != after?.Metadata.Uid)
        {
            Gone(group.Name, before.Metadata.Uid);
        }

        if (after is not null)
        {
            if (GaveRoomBack(after) && before is not null && !GaveRoomBack(before) && _history.WhyTooSoon(group) is { } why)
            {
                fail($"invariant 11: {pod.Metadata.Name} gives its room back, {why}");
            }

            See(group.Name, after);
        }

        _history.Note([group], CountNow);
    }

    private static bool GaveRoomBack(Pod pod) => pod.Status.Conditions.Any(condition => condition.Reason == "EvictionByPodGroup");

    private static bool WasTold(Pod pod) => GaveRoomBack(pod) || pod.Status.Conditions.Any(condition => condition.Reason == "PreemptionByScheduler");

    private void See(string group, Pod pod)
    {
        var uid = pod.Metadata.Uid;
        MembersOf(group)[uid] = new Member { HasSucceeded = pod.Status.Phase == PodPhase.Succeeded, WasTold = WasTold(pod) };
        if (pod.Status.Phase == PodPhase.Failed)
        {
            Gone(group, uid);
        }
    }

    private void Gone(string group, string uid) => MembersOf(group)[uid] = new Member { GoneAt = MembersOf(group).GetValueOrDefault(uid)?.GoneAt ?? Now };

    // As docs/scheduling.md has it: on nodes and not told to leave, or done.
    private int CountNow(string group)
    {
        var members = MembersOf(group);
        return members.Values.Count(member => member.HasSucceeded)
            + _nodes.Values.Sum(moments => moments[^1].Pods.Count(pod => pod.Gang?.Name == group && members.GetValueOrDefault(pod.Uid) is not ({ WasTold: true } or { HasSucceeded: true })));
    }

    private Dictionary<string, Member> MembersOf(string group)
    {
        if (!_members.TryGetValue(group, out var members))
        {
            _members[group] = members = new Dictionary<string, Member>(StringComparer.Ordinal);
        }

        return members;
    }

    private sealed record Member
    {
        public bool HasSucceeded { get; init; }

        public bool WasTold { get; init; }

        public long? GoneAt { get; init; }
    }

    // What a node had from this moment on.
    private sealed record Moment(long At, long MilliCpu, IReadOnlyList<PodDemand> Pods)
    {
        // With what others of the group have: all of them are placed at once.
        public long RoomFor(PodDemand member)
        {
            var own = Pods.Count(pod => pod.Gang?.Name == member.Gang!.Name);
            return Math.Max(own, (MilliCpu - Pods.Where(pod => pod.Gang?.Name != member.Gang!.Name).Sum(pod => pod.MilliCpu)) / member.MilliCpu);
        }
    }
}
