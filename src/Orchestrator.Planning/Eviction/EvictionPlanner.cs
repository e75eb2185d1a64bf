using System.Collections.Immutable;

namespace Orchestrator.Planning.Eviction;

/// <summary>
/// Decides what a node does that runs short of memory, disk or process ids (Kubernetes' documentation, "Node-pressure Eviction"): it says so, frees what nobody
/// uses, and then evicts one pod a look, so that it sees what that brought before it evicts another.
/// </summary>
public static class EvictionPlanner
{
    /// <summary>What to do.</summary>
    /// <param name="settings">The thresholds.</param>
    /// <param name="state">What was remembered from the last look.</param>
    /// <param name="observed">What is left of each thing. What is not observed is concluded nothing from.</param>
    /// <param name="pods">The pods that run here and are not on their way out.</param>
    /// <param name="reclaimed">Whether disk was freed since the last look, and all that could be.</param>
    /// <param name="now">The time.</param>
    public static EvictionPlan Plan(
        EvictionSettings settings,
        EvictionState state,
        ImmutableArray<SignalObservation> observed,
        ImmutableArray<PodConsumption> pods,
        bool reclaimed,
        DateTimeOffset now)
    {
        var met = settings.Thresholds.Where(threshold => Observation(observed, threshold) is { } seen && seen.Available < threshold.AmountOf(seen.Capacity)).ToList();
        var next = Remember(settings, state, met, now);
        var exceeding = pods.Select(StorageLimits.Check).OfType<PodEviction>().ToImmutableArray();
        var plan = new EvictionPlan { State = next, Pressures = [.. next.PressureAt.Keys], Evictions = exceeding };

        var pressing = met.Where(threshold => now - next.MetSince[threshold] >= threshold.Grace).OrderBy(Urgency).FirstOrDefault();
        if (pressing is null || !exceeding.IsEmpty)
        {
            return plan with { Pressing = pressing };
        }

        if (IsDisk(pressing.Signal) && !reclaimed)
        {
            return plan with { Pressing = pressing, ReclaimDisk = true };
        }

        var victim = EvictionRanking.First(pressing.Signal, pods);
        return victim is null
            ? plan with { Pressing = pressing }
            : plan with { Pressing = pressing, Evictions = [Evict(settings, pressing, Observation(observed, pressing)!, victim)] };
    }

    private static PodEviction Evict(EvictionSettings settings, EvictionThreshold threshold, SignalObservation seen, PodConsumption pod)
    {
        var grace = pod.TerminationGrace < settings.SoftGraceMax ? pod.TerminationGrace : settings.SoftGraceMax;
        return new PodEviction(pod.Uid, EvictionMessages.LowOn(threshold, seen, pod), threshold.Hard ? TimeSpan.Zero : grace);
    }

    private static EvictionState Remember(EvictionSettings settings, EvictionState state, List<EvictionThreshold> met, DateTimeOffset now)
    {
        var since = met.ToImmutableDictionary(threshold => threshold, threshold => state.MetSince.TryGetValue(threshold, out var before) ? before : now);
        var pressures = state.PressureAt.RemoveRange(state.PressureAt.Where(seen => now - seen.Value >= settings.PressureTransition).Select(seen => seen.Key));
        return new EvictionState
        {
            MetSince = since,
            PressureAt = pressures.SetItems(met.Select(threshold => KeyValuePair.Create(EvictionSignals.Condition(threshold.Signal), now))),
        };
    }

    private static SignalObservation? Observation(ImmutableArray<SignalObservation> observed, EvictionThreshold threshold) =>
        observed.FirstOrDefault(observation => observation.Signal == threshold.Signal);

    // Memory first, since the kernel kills where nobody evicts; hard ones before soft ones.
    private static int Urgency(EvictionThreshold threshold) => ((int)threshold.Signal * 2) + (threshold.Hard ? 0 : 1);

    private static bool IsDisk(EvictionSignal signal) => signal is not (EvictionSignal.MemoryAvailable or EvictionSignal.PidAvailable);
}
