using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>All values of a ConfigMap that are text.</summary>
public sealed record ConfigMapEnvSource
{
    [Field(1, "The ConfigMap.", Within = 1, Required = true)]
    public string? Name { get; init; }

    [Field(2, "Whether there are no variables where there is no such ConfigMap; else the container waits.")]
    public bool? Optional { get; init; }
}
