namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>Why a node does not take a pod.</summary>
/// <param name="Reason">In the words of Kubernetes' scheduler.</param>
/// <param name="Helpable">Whether it may help to evict pods from the node.</param>
internal readonly record struct Refusal(string Reason, bool Helpable);
