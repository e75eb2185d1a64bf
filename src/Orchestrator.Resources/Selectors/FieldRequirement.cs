using System.Collections.Immutable;

namespace Orchestrator.Resources.Selectors;

/// <summary>One requirement of a field selector. An absent field compares as an empty string.</summary>
/// <param name="Path">The field's JSON path in the document, such as <c>status</c>, <c>phase</c>.</param>
/// <param name="Value">The value, as text.</param>
/// <param name="Negated">Whether it must differ.</param>
public sealed record FieldRequirement(ImmutableArray<string> Path, string Value, bool Negated);
