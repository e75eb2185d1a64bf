using Orleans;

namespace Orchestrator.Contracts;

/// <summary>The door to a node's agent, on the silo of the same name.</summary>
public interface INodeAgentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Hands the agent a pod that is bound to it, as it is now. The agent takes it, answers, and reports later. An older state of the pod than it has seen is refused.
    /// </summary>
    Task Sync(PodAssignment assignment);

    /// <summary>A container's output. 404 where the pod is not here, 400 where the container has none yet.</summary>
    IAsyncEnumerable<byte[]> ReadLogs(LogRequest request, CancellationToken cancellationToken);
}
