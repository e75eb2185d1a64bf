using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Nodes;

/// <summary>The taints that a node has because of how it is. Nobody else may keep or take away one of these; all others are people's, who are told since when they move pods away.</summary>
public static class ConditionTaints
{
    private static readonly ImmutableArray<(string Type, string Key)> Pressures =
    [
        (NodeConditionType.MemoryPressure, TaintKey.MemoryPressure),
        (NodeConditionType.DiskPressure, TaintKey.DiskPressure),
        (NodeConditionType.PidPressure, TaintKey.PidPressure),
    ];

    private static readonly ImmutableHashSet<string> Keys =
        [TaintKey.NotReady, TaintKey.Unreachable, TaintKey.Unschedulable, .. Pressures.Select(pressure => pressure.Key)];

    /// <summary>All taints of a node as they should be. Those that it has already keep their time.</summary>
    /// <param name="node">The node with its conditions.</param>
    /// <param name="evicts">Whether pods have to leave while it is not ready: many nodes at once have to wait for that (<see cref="DisruptionPlanner"/>).</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<Taint> Of(Node node, bool evicts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(node);
        var own = Wanted(node, evicts).Select(wanted =>
            node.Spec.Taints.FirstOrDefault(taint => taint.Key == wanted.Key && taint.Effect == wanted.Effect) ?? new Taint { Key = wanted.Key, Effect = wanted.Effect, TimeAdded = now });
        return [.. node.Spec.Taints.Where(taint => !Keys.Contains(taint.Key)).Select(taint => Timed(taint, now)), .. own];
    }

    // Who tolerates a taint for some seconds has them from when the node had it, and people do not say when that was.
    private static Taint Timed(Taint taint, DateTimeOffset now) =>
        taint is { Effect: TaintEffect.NoExecute, TimeAdded: null } ? taint with { TimeAdded = now } : taint;

    private static IEnumerable<(string Key, string Effect)> Wanted(Node node, bool evicts)
    {
        var ready = StatusOf(node, NodeConditionType.Ready);
        if (ready != ConditionStatus.True)
        {
            var key = ready == ConditionStatus.Unknown ? TaintKey.Unreachable : TaintKey.NotReady;
            yield return (key, TaintEffect.NoSchedule);
            if (evicts)
            {
                yield return (key, TaintEffect.NoExecute);
            }
        }

        if (node.Spec.Unschedulable)
        {
            yield return (TaintKey.Unschedulable, TaintEffect.NoSchedule);
        }

        foreach (var (_, key) in Pressures.Where(pressure => StatusOf(node, pressure.Type) == ConditionStatus.True))
        {
            yield return (key, TaintEffect.NoSchedule);
        }
    }

    private static string? StatusOf(Node node, string type) => node.Status.Conditions.FirstOrDefault(condition => condition.Type == type)?.Status;
}
