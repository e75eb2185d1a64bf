namespace Orchestrator.Planning.Containers;

/// <summary>A run that has to be stopped although its container is wanted: its probe or its hook failed.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Message">Why, for a person.</param>
/// <param name="KillAt">When its grace is over.</param>
public sealed record Condemnation(string RunId, string Message, DateTimeOffset KillAt);
