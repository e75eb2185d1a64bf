using Orchestrator.Agent.Placement;
using Orchestrator.Contracts;
using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Agent;

/// <summary>The door to this machine's agent. It holds nothing: any number of calls may be inside.</summary>
[Reentrant]
[NodePlacement]
public sealed class NodeAgentGrain(INodeAgent agent) : Grain, INodeAgentGrain
{
    /// <inheritdoc/>
    public Task Sync(PodAssignment assignment)
    {
        agent.Accept(assignment);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<byte[]> ReadLogs(LogRequest request, CancellationToken cancellationToken) => agent.ReadLogsAsync(request, cancellationToken);
}
