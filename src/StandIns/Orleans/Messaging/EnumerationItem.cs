namespace Orleans.Messaging;

/// <summary>The answer to a step of an enumeration.</summary>
/// <param name="Enumeration">Names the enumeration for the steps that follow.</param>
/// <param name="Kind">What it brought.</param>
/// <param name="Element">The element, where there is one.</param>
internal sealed record EnumerationItem(string Enumeration, ItemKind Kind, object? Element = null);
