namespace Orleans.Concurrency;

/// <summary>All requests to grains of this class may interleave at awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
