using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>All values of a Secret.</summary>
public sealed record SecretEnvSource
{
    [Field(1, "The Secret.", Within = 1, Required = true)]
    public string? Name { get; init; }

    [Field(2, "Whether there are no variables where there is no such Secret; else the container waits.")]
    public bool? Optional { get; init; }
}
