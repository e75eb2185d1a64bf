using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>An image that a node holds.</summary>
public sealed record ContainerImage
{
    [Field(1, "Names under which it is known.")]
    public ImmutableArray<string> Names { get; init; } = [];

    [Field(2, "Its size, in bytes.")]
    public long SizeBytes { get; init; }
}
