using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Fields of the pod among the files of a projected volume.</summary>
public sealed record DownwardApiProjection
{
    [Field(1, "The files.")]
    public ImmutableArray<DownwardApiVolumeFile> Items { get; init; } = [];
}
