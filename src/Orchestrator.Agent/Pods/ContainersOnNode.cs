using System.Collections.Concurrent;
using Orchestrator.Agent.Streams;

namespace Orchestrator.Agent.Pods;

/// <summary>The pods of this node as their workers know them.</summary>
internal sealed class ContainersOnNode(ConcurrentDictionary<string, PodWorker> workers) : IContainersOnNode
{
    /// <inheritdoc/>
    public PodHere? Find(string uid) => workers.GetValueOrDefault(uid)?.Here;

    /// <inheritdoc/>
    public IReadOnlyList<PodHere> All() => [.. workers.Values.Select(worker => worker.Here)];
}
