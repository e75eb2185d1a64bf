namespace Orleans.Concurrency;

/// <summary>Requests of this method may interleave with every other at awaits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
