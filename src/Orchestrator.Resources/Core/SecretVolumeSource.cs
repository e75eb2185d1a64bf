using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The values of a Secret as files in memory, which follow its changes.</summary>
public sealed record SecretVolumeSource
{
    [Field(1, "The Secret.", Required = true)]
    public string? SecretName { get; init; }

    [Field(2, "The values that become files, and where; all of them under their keys by default.")]
    public ImmutableArray<KeyToPath> Items { get; init; } = [];

    [Field(3, "Who may do what with the files, as a number of Unix.", Default = "420")]
    public int? DefaultMode { get; init; }

    [Field(4, "Whether what is not there is left out; else the pod waits for it.")]
    public bool? Optional { get; init; }
}
