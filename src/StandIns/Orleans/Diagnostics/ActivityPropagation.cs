namespace Orleans.Diagnostics;

/// <summary>Says that calls are to be traced, by being there.</summary>
internal sealed record ActivityPropagation;
