namespace Orchestrator.Storage.Watching;

/// <summary>A kind in its group.</summary>
internal readonly record struct KindKey(string Group, string Kind);
