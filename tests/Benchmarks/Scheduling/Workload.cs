using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary>A cluster, and pods that come to it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Pods">The pods, in the order in which they come.</param>
/// <param name="IsDone">Whether a pod was decided on as it should be.</param>
internal sealed record Workload(Planning.Scheduling.Snapshot.Cluster Cluster, IReadOnlyList<ClusterPod> Pods, Func<PodDecision, bool> IsDone);
