namespace Orchestrator.Agent.Pods;

/// <summary>What a step leaves to do.</summary>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="LookAt">A run that has to be looked at, because a step that was cut off may have changed it, or something was heard of it meanwhile; null where none has.</param>
internal sealed record StepOutcome(Exception? Failure, string? LookAt);
