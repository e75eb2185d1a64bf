using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>A message that never changes.</summary>
[Immutable]
public sealed record Note(string Text, int Number);
