using System.Collections.Immutable;

namespace Orchestrator.Resources.Core;

/// <summary>Amounts of named resources, ordered by name as bytes are.</summary>
public static class QuantityMap
{
    /// <summary>The map without entries.</summary>
    public static ImmutableSortedDictionary<string, Quantity> Empty { get; } = ImmutableSortedDictionary.Create<string, Quantity>(StringComparer.Ordinal);

    /// <summary>The amount of a resource, zero where it is not named.</summary>
    public static Quantity AmountOf(this ImmutableSortedDictionary<string, Quantity> map, string resource) =>
        map.TryGetValue(resource, out var amount) ? amount : Quantity.Zero;
}
