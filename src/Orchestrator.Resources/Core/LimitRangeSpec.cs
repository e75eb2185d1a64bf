using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The limits of a namespace.</summary>
public sealed record LimitRangeSpec
{
    [Field(1, "The limits, each for a type of object.", Required = true, Always = true)]
    public ImmutableArray<LimitRangeItem> Limits { get; init; } = [];
}
