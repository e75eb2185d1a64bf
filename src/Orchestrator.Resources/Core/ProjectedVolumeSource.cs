using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Files of several sources in one volume, which follow their changes.</summary>
public sealed record ProjectedVolumeSource
{
    [Field(1, "The sources. Of two files at one path the later one counts.")]
    public ImmutableArray<VolumeProjection> Sources { get; init; } = [];

    [Field(2, "Who may do what with the files, as a number of Unix.", Default = "420")]
    public int? DefaultMode { get; init; }
}
