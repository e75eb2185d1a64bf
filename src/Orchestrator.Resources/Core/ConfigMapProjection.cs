using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Values of a ConfigMap among the files of a projected volume.</summary>
public sealed record ConfigMapProjection
{
    [Field(1, "The ConfigMap.", Within = 1, Required = true)]
    public string? Name { get; init; }

    [Field(2, "The values that become files, and where; all of them under their keys by default.")]
    public ImmutableArray<KeyToPath> Items { get; init; } = [];

    [Field(4, "Whether what is not there is left out; else the pod waits for it.")]
    public bool? Optional { get; init; }
}
