namespace Orchestrator.Agent.Pods;

/// <summary>What a step that did not come to its end leaves to do.</summary>
/// <param name="Failure">Why it failed; null where it was cut off.</param>
/// <param name="LookAt">A run that has to be looked at, because the step that was cut off may have changed it; null where none has.</param>
internal sealed record StepOutcome(Exception? Failure, string? LookAt);
