using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The name of an object in the same namespace.</summary>
[Atomic]
public sealed record LocalObjectReference
{
    [Field(1, "The name.")]
    public string? Name { get; init; }
}
