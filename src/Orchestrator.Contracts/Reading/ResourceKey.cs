namespace Orchestrator.Contracts.Reading;

/// <summary>What identifies a stored resource. The namespace is empty for kinds that have none.</summary>
/// <param name="Group">API group, empty for the core group.</param>
/// <param name="Kind">Kind, such as <c>Pod</c>.</param>
/// <param name="Namespace">Namespace, or empty.</param>
/// <param name="Name">Name.</param>
public sealed record ResourceKey(string Group, string Kind, string Namespace, string Name);
