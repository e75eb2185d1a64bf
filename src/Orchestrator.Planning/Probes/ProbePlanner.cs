namespace Orchestrator.Planning.Probes;

/// <summary>
/// When the probes of a container run, and what follows from how they end: Kubernetes' semantics (its documentation, "Pod Lifecycle", container probes, and
/// "Configure Liveness, Readiness and Startup Probes").
/// </summary>
public static class ProbePlanner
{
    // A new container should be found ready soon, and liveness can wait: so the first waits for a small part of its period, the second for any part of it.
    private const double SoonestShare = 0.1;

    /// <summary>The state of a run that nothing is known of yet.</summary>
    /// <param name="probes">The container's probes.</param>
    /// <param name="startedAt">When the run started.</param>
    /// <param name="now">The time.</param>
    /// <param name="phase">Where within their periods the first probes are to be: from 0, and less than 1.</param>
    /// <param name="known">What was known of the same run before its probes were interrupted, by a restart of the agent for example; it stands until probes say otherwise.</param>
    public static ProbeState Begin(ContainerProbes probes, DateTimeOffset startedAt, DateTimeOffset now, double phase, ProbeVerdict? known = null)
    {
        ArgumentNullException.ThrowIfNull(probes);
        ArgumentOutOfRangeException.ThrowIfLessThan(phase, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(phase, 1);
        var started = probes.Startup is null || known is { Started: true };
        var ready = started && (probes.Readiness is null || known is { Ready: true });
        var state = new ProbeState { StartedAt = startedAt, Phase = phase, Verdict = new ProbeVerdict(started, ready) };
        if (!started)
        {
            return state.With(ProbeKind.Startup, First(probes, state, ProbeKind.Startup, now, SoonestShare));
        }

        // Many runs that were interrupted together do not all begin again at the same moment.
        var readinessShare = known is null ? SoonestShare : 1;
        return state with
        {
            Readiness = First(probes, state, ProbeKind.Readiness, now, readinessShare),
            Liveness = First(probes, state, ProbeKind.Liveness, now, 1),
        };
    }

    /// <summary>The state after a probe has ended.</summary>
    /// <param name="probes">The container's probes.</param>
    /// <param name="state">The state until now.</param>
    /// <param name="kind">Which probe has ended.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="message">What it said.</param>
    /// <param name="now">The time.</param>
    public static ProbeState After(ContainerProbes probes, ProbeState state, ProbeKind kind, ProbeOutcome outcome, string message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(probes);
        ArgumentNullException.ThrowIfNull(state);
        if (state[kind].DueAt is not { } due || probes[kind] is not { } settings)
        {
            return state;
        }

        var track = state[kind] with { DueAt = NextAfter(due, settings.Period, now) };
        if (outcome != ProbeOutcome.Unknown)
        {
            track = track with { Last = outcome, Streak = track.Last == outcome ? track.Streak + 1 : 1 };
        }

        var after = state.With(kind, track);
        return outcome switch
        {
            ProbeOutcome.Success when track.Streak >= settings.SuccessThreshold => Succeeded(probes, after, kind, now),
            ProbeOutcome.Failure when track.Streak >= settings.FailureThreshold => Failed(after, kind, settings, message),
            _ => after,
        };
    }

    /// <summary>The state of a run whose pod is ending: readiness is probed on, but nothing is restarted any more.</summary>
    public static ProbeState End(ProbeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Silence(state);
    }

    private static ProbeState Succeeded(ContainerProbes probes, ProbeState state, ProbeKind kind, DateTimeOffset now) => kind switch
    {
        ProbeKind.Startup => state with
        {
            Verdict = state.Verdict with { Started = true, Ready = probes.Readiness is null },
            Startup = state.Startup with { DueAt = null },
            Readiness = First(probes, state, ProbeKind.Readiness, now, 0),
            Liveness = First(probes, state, ProbeKind.Liveness, now, 1),
        },
        ProbeKind.Readiness => state with { Verdict = state.Verdict with { Ready = true } },
        _ => state,
    };

    private static ProbeState Failed(ProbeState state, ProbeKind kind, ProbeSettings settings, string message) => kind == ProbeKind.Readiness
        ? state with { Verdict = state.Verdict with { Ready = false } }
        : Silence(state) with { Verdict = state.Verdict with { Unhealthy = new ProbeFailure(kind, message, settings.TerminationGrace) } };

    private static ProbeState Silence(ProbeState state) => state with
    {
        Startup = state.Startup with { DueAt = null },
        Liveness = state.Liveness with { DueAt = null },
    };

    private static ProbeTrack First(ContainerProbes probes, ProbeState state, ProbeKind kind, DateTimeOffset now, double share)
    {
        if (probes[kind] is not { } settings)
        {
            return new ProbeTrack();
        }

        var earliest = state.StartedAt + settings.InitialDelay;
        return new ProbeTrack { DueAt = (earliest > now ? earliest : now) + (settings.Period * (share * state.Phase)) };
    }

    // The pace is kept: a probe that was late, or took longer than its period, moves none of those after it, and those that it slept through are left out.
    private static DateTimeOffset NextAfter(DateTimeOffset due, TimeSpan period, DateTimeOffset now)
    {
        var next = due + period;
        return next > now ? next : next + (period * (Math.Floor((now - next) / period) + 1));
    }
}
