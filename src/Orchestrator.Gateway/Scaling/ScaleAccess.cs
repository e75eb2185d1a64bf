using System.Collections.Immutable;

namespace Orchestrator.Gateway.Scaling;

/// <summary>Where a kind keeps what a scale says.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
internal sealed record ScaleAccess<T>
{
    /// <summary>How many replicas are wanted.</summary>
    public required Func<T, int> Wanted { get; init; }

    /// <summary>How many there are.</summary>
    public required Func<T, int> Present { get; init; }

    /// <summary>Where an object says how many are wanted: the names of fields, from the document down.</summary>
    public ImmutableArray<string> WantedPath { get; init; } = ["spec", "replicas"];

    /// <summary>Which pods are counted, as a label selector in a query; null where an object does not say.</summary>
    public required Func<T, string?> Selector { get; init; }

    /// <summary>The object with another number wanted.</summary>
    public required Func<T, int, T> With { get; init; }
}
