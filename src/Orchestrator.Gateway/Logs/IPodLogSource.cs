using Orchestrator.Contracts;

namespace Orchestrator.Gateway.Logs;

/// <summary>Reads what containers wrote.</summary>
public interface IPodLogSource
{
    /// <summary>A container's output, in pieces of any length.</summary>
    /// <exception cref="ApiException">The node has no such container, or it has written nothing yet.</exception>
    /// <exception cref="NodeUnreachableException">The node's silo is not up.</exception>
    IAsyncEnumerable<byte[]> ReadAsync(string nodeName, LogRequest request, CancellationToken cancellationToken);
}
