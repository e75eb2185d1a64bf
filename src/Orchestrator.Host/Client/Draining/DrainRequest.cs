namespace Orchestrator.Host.Client.Draining;

/// <summary>How a node is to be drained.</summary>
/// <param name="GraceSeconds">Seconds that pods get to end; null is what each says.</param>
/// <param name="Force">Whether pods that nobody replaces are evicted, too.</param>
/// <param name="DeleteData">Whether pods are evicted whose emptyDir volumes go with them.</param>
internal sealed record DrainRequest(int? GraceSeconds, bool Force, bool DeleteData);
