using System.Collections.Immutable;

namespace Orchestrator.Planning.Nodes;

/// <summary>
/// Decides which of the nodes that are not ready may lose their pods, when many are not at once (Kubernetes' documentation, "Nodes", rate limits on eviction). A zone that
/// is well gives one permit after the other at the usual rate, a disturbed one more slowly or none; where no node of any zone is ready, all permits are void. A node that
/// is only silent gets none before another is heard: nodes fall silent one after the other also where it is the listener who is cut off.
/// </summary>
public static class DisruptionPlanner
{
    private const int NotReadyOfPartialMin = 3;

    /// <summary>What may be done now. Permits that were given stay while their node is not ready.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="before">What was decided before, or null.</param>
    /// <param name="rate">The figures.</param>
    /// <param name="othersHeard">Whether a node that is ready has been heard of late.</param>
    /// <param name="now">The time.</param>
    public static DisruptionPlan Plan(IReadOnlyCollection<NodeStanding> nodes, DisruptionPlan? before, EvictionRate rate, bool othersHeard, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(rate);
        var zones = nodes.GroupBy(node => node.Zone, StringComparer.Ordinal).ToImmutableSortedDictionary(zone => zone.Key, zone => StateOf([.. zone], rate), StringComparer.Ordinal);
        var next = before?.NextPermitAt ?? ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);
        var permits = ImmutableSortedDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
        if (nodes.All(node => !node.IsReady))
        {
            return new DisruptionPlan { Zones = zones, Permits = permits.ToImmutable(), NextPermitAt = next, IsStopped = nodes.Count > 0 };
        }

        DateTimeOffset? lookAt = null;
        foreach (var zone in nodes.Where(node => !node.IsReady).GroupBy(node => node.Zone, StringComparer.Ordinal).OrderBy(zone => zone.Key, StringComparer.Ordinal))
        {
            var perSecond = RateOf(zones[zone.Key], nodes.Count, rate);
            foreach (var node in zone.OrderBy(node => before?.Permits.ContainsKey(node.Name) != true).ThenBy(node => node.Name, StringComparer.Ordinal))
            {
                if (before?.Permits.TryGetValue(node.Name, out var since) == true)
                {
                    permits[node.Name] = since;
                }
                else if (node.IsSilent && !othersHeard)
                {
                    // Whoever listens for the others says when that changes.
                    continue;
                }
                else if (perSecond > 0 && next.GetValueOrDefault(zone.Key, now) is var due && due <= now)
                {
                    permits[node.Name] = now;
                    next = next.SetItem(zone.Key, now + TimeSpan.FromSeconds(1 / perSecond));
                }
                else if (perSecond > 0)
                {
                    lookAt = lookAt is null || next[zone.Key] < lookAt ? next[zone.Key] : lookAt;
                }
            }
        }

        return new DisruptionPlan { Zones = zones, Permits = permits.ToImmutable(), NextPermitAt = next, LookAgainAt = lookAt };
    }

    private static ZoneState StateOf(IReadOnlyCollection<NodeStanding> nodes, EvictionRate rate)
    {
        var notReady = nodes.Count(node => !node.IsReady);
        if (notReady == nodes.Count)
        {
            return ZoneState.FullDisruption;
        }

        return notReady >= NotReadyOfPartialMin && notReady >= rate.DisturbedShare * nodes.Count ? ZoneState.PartialDisruption : ZoneState.Normal;
    }

    // A zone that is gone as a whole, while others are well, is gone: its nodes count as usual.
    private static double RateOf(ZoneState state, int nodes, EvictionRate rate) =>
        state != ZoneState.PartialDisruption ? rate.NodesPerSecond
        : nodes <= rate.SmallClusterNodesMax ? 0
        : rate.NodesPerSecondReduced;
}
