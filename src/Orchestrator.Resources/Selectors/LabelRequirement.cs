using System.Collections.Immutable;

namespace Orchestrator.Resources.Selectors;

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Operator">How its value is compared.</param>
/// <param name="Values">The values it is compared with; empty for Exists and DoesNotExist.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string> Values);
