namespace Orchestrator.Resources.FieldManagers;

/// <summary>A field that somebody would change although another manages it.</summary>
/// <param name="Manager">Who manages it, in words: the name in quotes, and how it wrote where that was no apply.</param>
/// <param name="Path">The field, such as <c>.spec.replicas</c>.</param>
public sealed record FieldConflict(string Manager, string Path);
