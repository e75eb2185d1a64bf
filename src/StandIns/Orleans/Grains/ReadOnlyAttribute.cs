namespace Orleans.Concurrency;

/// <summary>Requests of this method change nothing, so they may interleave with one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
