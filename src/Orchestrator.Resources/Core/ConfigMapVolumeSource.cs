using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The values of a ConfigMap as files, which follow its changes.</summary>
public sealed record ConfigMapVolumeSource
{
    [Field(1, "The ConfigMap.", Within = 1, Required = true)]
    public string? Name { get; init; }

    [Field(2, "The values that become files, and where; all of them under their keys by default.")]
    public ImmutableArray<KeyToPath> Items { get; init; } = [];

    [Field(3, "Who may do what with the files, as a number of Unix.", Default = "420")]
    public int? DefaultMode { get; init; }

    [Field(4, "Whether what is not there is left out; else the pod waits for it.")]
    public bool? Optional { get; init; }
}
