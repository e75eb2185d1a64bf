namespace Orchestrator.Benchmarks.Measuring;

/// <summary>A measured figure beside its target.</summary>
internal sealed record Figure
{
    /// <summary>Its name, such as <c>deploy.scale50</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was measured.</summary>
    public required double Value { get; init; }

    /// <summary>The unit of the value and its target.</summary>
    public required string Unit { get; init; }

    /// <summary>What the value should be at most, or at least where more is better; null where it is only told.</summary>
    public required double? Target { get; init; }

    /// <summary>Whether more is better.</summary>
    public bool MoreIsBetter { get; init; }

    /// <summary>The raw samples by what was measured, in the order of measuring, with the unit in the name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double>> Samples { get; init; }

    /// <summary>What a reader should know beside the figure, one line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the value is as good as its target asks.</summary>
    public bool Met => Target is not { } target || (MoreIsBetter ? Value >= target : Value <= target);
}
