namespace Orchestrator.Planning.Containers;

/// <summary>Something that a container needs before it can be made, and that keeps failing: its image, or its creation.</summary>
/// <param name="Reason">Kubernetes' reason of the first failure: <c>ErrImagePull</c>, <c>ErrImageNeverPull</c>, <c>CreateContainerError</c>.</param>
/// <param name="Message">The engine's sentence.</param>
/// <param name="Failures">How often in a row.</param>
/// <param name="At">When it last failed.</param>
public sealed record Setback(string Reason, string Message, int Failures, DateTimeOffset At);
