using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>What devices have to do with it that a pod has no node. How they are shared among pods only their node knows, so its word counts more than sums do.</summary>
internal static class DeviceCauses
{
    private const string NotPlacedYet = "NotPlacedYet";

    /// <summary>The causes, with those that lie with devices.</summary>
    public static ImmutableArray<Cause> With(PodSurroundings seen, ImmutableArray<Cause> others)
    {
        var asked = PodDemand.Of(seen.Pod).Extended.Where(amount => amount.Value > 0).ToList();
        if (asked.Count == 0)
        {
            return others;
        }

        var said = seen.Pod.Status.Conditions.FirstOrDefault(condition => condition is { Type: PodConditionType.PodScheduled, Status: not ConditionStatus.True })?.Message ?? "";
        var scattered = asked.Where(amount => said.Contains($"Insufficient {amount.Key}", StringComparison.Ordinal)).ToList();
        var isByNumberOnly = scattered.Count > 0 && others.Any(cause => cause.Reason == NotPlacedYet);
        return
        [
            .. isByNumberOnly ? others.RemoveAll(cause => cause.Reason == NotPlacedYet) : others,
            .. isByNumberOnly ? scattered.Select(Scattered) : [],
            .. Broken(seen, asked.Select(amount => amount.Key)),
        ];
    }

    private static Cause Scattered(KeyValuePair<string, long> asked) => new(
        "DevicesScattered",
        $"no device has {Spell.Amount(asked.Key, asked.Value, up: true)} {asked.Key} left: what is free is spread over several devices, or on devices that other pods use in another way",
        $"ask for less {asked.Key}, or end a pod that has a share of a device");

    private static IEnumerable<Cause> Broken(PodSurroundings seen, IEnumerable<string> asked)
    {
        var names = asked.ToHashSet(StringComparer.Ordinal);
        var broken = (seen.Nodes ?? [])
            .Where(node => node.Status.Capacity.Keys.Any(names.Contains))
            .Select(node => (node.Metadata.Name, Condition: node.Status.Conditions.FirstOrDefault(condition => condition is { Type: NodeConditionType.DevicesReady, Status: ConditionStatus.False })))
            .Where(node => node.Condition is not null)
            .OrderBy(node => node.Name, StringComparer.Ordinal);
        return broken.Select(node => new Cause(
            "DeviceUnhealthy", $"devices of node {node.Name} are given to nobody: {Spell.Unstopped(node.Condition!.Message)}", $"repair or reset them on {node.Name}; they are offered again when their driver says that they work"));
    }
}
