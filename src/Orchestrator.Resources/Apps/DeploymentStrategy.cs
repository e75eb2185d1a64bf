using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Apps;

/// <summary>How a deployment replaces pods.</summary>
public sealed record DeploymentStrategy
{
    [Field(1, "Recreate: all old pods end first. RollingUpdate: step by step.", Default = "\"RollingUpdate\"", OneOf = ["Recreate", "RollingUpdate"])]
    public string? Type { get; init; }

    [Field(2, "How large the steps are.")]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
