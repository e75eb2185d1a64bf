namespace Orchestrator.Planning.Configuration;

/// <summary>What came of reading a ConfigMap or Secret.</summary>
/// <param name="Object">The object; null where there is none, or where it could not be read.</param>
/// <param name="Fault">Why it could not be read, for a person; null where it could.</param>
public sealed record ConfigAnswer(ConfigObject? Object, string? Fault = null);
