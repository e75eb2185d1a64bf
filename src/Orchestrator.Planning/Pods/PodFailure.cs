namespace Orchestrator.Planning.Pods;

/// <summary>Why a pod is ended as failed, whatever its containers would still do.</summary>
/// <param name="Reason">Kubernetes' reason: <c>DeadlineExceeded</c>, <c>Evicted</c>; empty where the containers' states say it.</param>
/// <param name="Message">The sentence to it.</param>
/// <param name="KillAt">When what still runs is killed.</param>
public sealed record PodFailure(string Reason, string Message, DateTimeOffset KillAt);
