using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a container needs and may use.</summary>
[RefusedField("claims", 3, FieldType.List, "devices can't be claimed", List = ListType.Map, Keys = ["name"])]
public sealed record ResourceRequirements
{
    [Field(1, "The most that the container may use.")]
    public ImmutableSortedDictionary<string, Quantity> Limits { get; init; } = QuantityMap.Empty;

    [Field(2, "What the node must have free; the limits by default.")]
    public ImmutableSortedDictionary<string, Quantity> Requests { get; init; } = QuantityMap.Empty;
}
