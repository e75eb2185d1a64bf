using Orchestrator.Contracts;

namespace Orchestrator.Agent;

/// <summary>What runs the pods of this machine: the grain is only its door.</summary>
public interface INodeAgent
{
    /// <summary>Takes a pod that is bound here, as it is now. An older state than the one already taken changes nothing.</summary>
    void Accept(PodAssignment assignment);

    /// <summary>A container's output.</summary>
    /// <exception cref="ApiException">404 where the pod is not here, 400 where the container has no such output yet.</exception>
    IAsyncEnumerable<byte[]> ReadLogsAsync(LogRequest request, CancellationToken cancellationToken);
}
