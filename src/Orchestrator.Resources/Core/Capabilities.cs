using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Which of root's powers a container has beyond, or without, those that the engine gives.</summary>
public sealed record Capabilities
{
    [Field(1, "Those it gets too, such as NET_ADMIN; ALL is every one.")]
    public ImmutableArray<string> Add { get; init; } = [];

    [Field(2, "Those it does not get; ALL is every one that add does not name.")]
    public ImmutableArray<string> Drop { get; init; } = [];
}
