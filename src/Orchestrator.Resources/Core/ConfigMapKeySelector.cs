using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A value of a ConfigMap.</summary>
[Atomic]
public sealed record ConfigMapKeySelector
{
    [Field(1, "The ConfigMap.", Within = 1, Required = true)]
    public string? Name { get; init; }

    [Field(2, "The key.", Required = true, Always = true)]
    public string Key { get; init; } = "";

    [Field(3, "Whether the variable is left out where there is no such ConfigMap or key; else the container waits.")]
    public bool? Optional { get; init; }
}
