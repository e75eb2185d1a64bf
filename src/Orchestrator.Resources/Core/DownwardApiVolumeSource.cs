using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Fields of the pod as files, which follow its changes.</summary>
public sealed record DownwardApiVolumeSource
{
    [Field(1, "The files.")]
    public ImmutableArray<DownwardApiVolumeFile> Items { get; init; } = [];

    [Field(2, "Who may do what with the files, as a number of Unix.", Default = "420")]
    public int? DefaultMode { get; init; }
}
