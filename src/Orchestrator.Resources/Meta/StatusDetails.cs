using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>Which object a status is about, and which of its fields.</summary>
public sealed record StatusDetails
{
    [Field(1, "The object's name.")]
    public string? Name { get; init; }

    [Field(2, "The object's API group.")]
    public string? Group { get; init; }

    [Field(3, "The object's kind or the name of its resource.")]
    public string? Kind { get; init; }

    [Field(4, "What is wrong, a field each.")]
    public ImmutableArray<StatusCause> Causes { get; init; } = [];

    [Field(5, "After how many seconds another attempt makes sense.")]
    public int RetryAfterSeconds { get; init; }

    [Field(6, "The object's uid.")]
    public string? Uid { get; init; }
}
