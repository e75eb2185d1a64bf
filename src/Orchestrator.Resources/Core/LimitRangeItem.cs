using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Limits for a type of object.</summary>
public sealed record LimitRangeItem
{
    [Field(1, "For what: Pod, Container or PersistentVolumeClaim.", Required = true, Always = true)]
    public string Type { get; init; } = "";

    [Field(2, "The most that may be asked for.")]
    public ImmutableSortedDictionary<string, Quantity> Max { get; init; } = QuantityMap.Empty;

    [Field(3, "The least that may be asked for.")]
    public ImmutableSortedDictionary<string, Quantity> Min { get; init; } = QuantityMap.Empty;

    [Field(4, "The limits of what names none.")]
    public ImmutableSortedDictionary<string, Quantity> Default { get; init; } = QuantityMap.Empty;

    [Field(5, "The requests of what names none.")]
    public ImmutableSortedDictionary<string, Quantity> DefaultRequest { get; init; } = QuantityMap.Empty;

    [Field(6, "How many times its request a limit may be.")]
    public ImmutableSortedDictionary<string, Quantity> MaxLimitRequestRatio { get; init; } = QuantityMap.Empty;
}
