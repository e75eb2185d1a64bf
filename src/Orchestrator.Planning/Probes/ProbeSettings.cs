using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Probes;

/// <summary>When a probe runs and what it takes to change its verdict. The defaults are Kubernetes' (its documentation, "Configure Liveness, Readiness and Startup Probes").</summary>
public sealed record ProbeSettings
{
    /// <summary>From the start of the container to the first probe.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.Zero;

    /// <summary>From one probe to the next.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long without an answer a probe has failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>So many successes in a row, after a failure, make a success; 1 for startup and liveness.</summary>
    public int SuccessThreshold { get; init; } = 1;

    /// <summary>So many failures in a row make a failure.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>The grace of the stop that a failure brings; null for the pod's own.</summary>
    public TimeSpan? TerminationGrace { get; init; }

    /// <summary>The settings of a probe as it is declared; what is zero there has the default.</summary>
    public static ProbeSettings Of(Probe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        var defaults = new ProbeSettings();
        return new ProbeSettings
        {
            InitialDelay = TimeSpan.FromSeconds(probe.InitialDelaySeconds),
            Period = Seconds(probe.PeriodSeconds, defaults.Period),
            Timeout = Seconds(probe.TimeoutSeconds, defaults.Timeout),
            SuccessThreshold = probe.SuccessThreshold > 0 ? probe.SuccessThreshold : defaults.SuccessThreshold,
            FailureThreshold = probe.FailureThreshold > 0 ? probe.FailureThreshold : defaults.FailureThreshold,
            TerminationGrace = probe.TerminationGracePeriodSeconds is { } seconds ? PodGrace.OfSeconds(seconds) : null,
        };
    }

    private static TimeSpan Seconds(int seconds, TimeSpan otherwise) => seconds > 0 ? TimeSpan.FromSeconds(seconds) : otherwise;
}
