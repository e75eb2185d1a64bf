using System.Collections.Immutable;

namespace Orchestrator.Resources.Serialization;

/// <summary>A document that was read.</summary>
/// <param name="Resource">What it says.</param>
/// <param name="Warnings">Sentences for the user: what was left out, and what is stored without effect.</param>
public sealed record Decoded<T>(T Resource, ImmutableArray<string> Warnings);
