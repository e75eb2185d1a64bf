namespace Orchestrator.Planning.Probes;

/// <summary>Why a container has to be stopped, and started again if its pod's policy says so.</summary>
/// <param name="Kind">The probe that failed: startup or liveness.</param>
/// <param name="Message">What the last failure said.</param>
/// <param name="TerminationGrace">The grace of the stop; null for the pod's own.</param>
public sealed record ProbeFailure(ProbeKind Kind, string Message, TimeSpan? TerminationGrace);
