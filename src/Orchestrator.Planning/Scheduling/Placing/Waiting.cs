using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>A pod in a batch.</summary>
/// <param name="Position">Where it stands in the batch.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Class">Its class.</param>
internal readonly record struct Waiting(int Position, ClusterPod Pod, PodClass Class);
