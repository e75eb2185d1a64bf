using Orchestrator.Contracts;
using Orleans;

namespace Orchestrator.Gateway.Logs;

/// <summary>Asks the agent of the pod's node.</summary>
internal sealed class GrainPodLogSource(IGrainFactory grains) : IPodLogSource
{
    public IAsyncEnumerable<byte[]> ReadAsync(string nodeName, LogRequest request, CancellationToken cancellationToken) =>
        grains.GetGrain<INodeAgentGrain>(GrainKey.NodeAgent(nodeName)).ReadLogs(request, cancellationToken);
}
