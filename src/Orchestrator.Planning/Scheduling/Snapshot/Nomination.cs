namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>Room on a node that is kept for a pod until those that it displaces have gone.</summary>
internal sealed record Nomination(ClusterPod Pod, PodClass Class, int Slot);
