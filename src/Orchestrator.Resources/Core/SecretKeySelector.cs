using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A value of a Secret.</summary>
[Atomic]
public sealed record SecretKeySelector
{
    [Field(1, "The Secret.", Within = 1, Required = true)]
    public string? Name { get; init; }

    [Field(2, "The key.", Required = true, Always = true)]
    public string Key { get; init; } = "";

    [Field(3, "Whether the variable is left out where there is no such Secret or key; else the container waits.")]
    public bool? Optional { get; init; }
}
