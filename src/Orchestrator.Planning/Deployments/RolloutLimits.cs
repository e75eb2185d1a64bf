using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.Deployments;

/// <summary>How many pods a deployment wants, and how far from that a roll-out may go.</summary>
/// <param name="Replicas">The wanted pods.</param>
/// <param name="MaxSurge">How many there may be beyond them; 0 with Recreate.</param>
/// <param name="MaxUnavailable">How many of them may be missing; 0 with Recreate.</param>
internal readonly record struct RolloutLimits(int Replicas, int MaxSurge, int MaxUnavailable)
{
    /// <summary>The most pods that there may be.</summary>
    public int Most => (int)Math.Min(int.MaxValue, (long)Replicas + MaxSurge);

    /// <summary>The fewest available pods that a roll-out leaves.</summary>
    public int FewestAvailable => Replicas - MaxUnavailable;

    /// <summary>The limits of a deployment: the surge rounds up, what is unavailable down, and where both come to nothing, one pod may be missing, or nothing could move.</summary>
    public static RolloutLimits Of(DeploymentSpec spec)
    {
        var replicas = spec.Replicas ?? 1;
        if (spec.Strategy.Type == DeploymentStrategyType.Recreate)
        {
            return new RolloutLimits(replicas, 0, 0);
        }

        var rolling = spec.Strategy.RollingUpdate ?? new RollingUpdateDeployment();
        var quarter = Resources.Core.IntOrString.Of("25%");
        var surge = Math.Max(0, (rolling.MaxSurge ?? quarter).Resolve(replicas, roundUp: true));
        var unavailable = Math.Max(0, (rolling.MaxUnavailable ?? quarter).Resolve(replicas, roundUp: false));
        if (surge == 0 && unavailable == 0)
        {
            unavailable = 1;
        }

        return new RolloutLimits(replicas, surge, Math.Min(unavailable, replicas));
    }
}
