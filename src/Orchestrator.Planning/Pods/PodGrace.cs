using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>How long the containers of a pod have to end after they were asked to.</summary>
public static class PodGrace
{
    // Kubernetes' default for a pod that says nothing.
    private const long SecondsUsual = 30;

    // 68 years: a pod may ask for more, and no date that is reckoned with it would hold that.
    private const long SecondsMax = int.MaxValue;

    /// <summary>The pod's own.</summary>
    public static TimeSpan Of(PodSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return OfSeconds(spec.TerminationGracePeriodSeconds ?? SecondsUsual);
    }

    /// <summary>A grace in seconds as it is declared; what is below 0 is none.</summary>
    public static TimeSpan OfSeconds(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, SecondsMax));
}
