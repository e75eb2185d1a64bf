namespace Orchestrator.Planning.Probes;

/// <summary>What the probes of a running container say of it.</summary>
/// <param name="Started">It has started.</param>
/// <param name="Ready">It can serve; never before it has started.</param>
/// <param name="Unhealthy">It has to be stopped; null while it has not. Once said it stands until the run ends.</param>
public sealed record ProbeVerdict(bool Started, bool Ready, ProbeFailure? Unhealthy = null);
