using Orchestrator.Resources.Apps;

namespace Orchestrator.Resources.Defaults;

/// <summary>The defaults of deployments that depend on other fields.</summary>
internal static class DeploymentDefaults
{
    public static DeploymentSpec Of(DeploymentSpec spec) => spec with
    {
        Template = PodDefaults.OfTemplate(spec.Template),
        Strategy = spec.Strategy.Type == DeploymentStrategyType.RollingUpdate
            ? spec.Strategy with { RollingUpdate = Steps(spec.Strategy.RollingUpdate) }
            : spec.Strategy,
    };

    /// <summary>A rolling update that is not described is one of the usual steps, which the description gives.</summary>
    private static RollingUpdateDeployment Steps(RollingUpdateDeployment? steps) =>
        steps ?? new RollingUpdateDeployment { MaxSurge = UsualStep, MaxUnavailable = UsualStep };

    private static Core.IntOrString UsualStep { get; } = Core.IntOrString.Of(
        Description.ObjectSchema.Of<RollingUpdateDeployment>().Find("maxSurge")!.Default!.Value.GetString()!);
}
