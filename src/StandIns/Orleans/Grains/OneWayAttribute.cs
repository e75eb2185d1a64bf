namespace Orleans.Concurrency;

/// <summary>The caller does not wait, and learns nothing of the outcome.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
