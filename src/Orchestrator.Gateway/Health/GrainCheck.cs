using Orchestrator.Contracts;
using Orleans;

namespace Orchestrator.Gateway.Health;

/// <summary>
/// Whether grains answer, and the cluster has what every cluster has. The control plane makes that when it starts, the default namespace last: until then a first
/// request would be told that its namespace does not exist.
/// </summary>
internal sealed class GrainCheck(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "grains";

    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        var made = await grains.GetGrain<INamespaceGrain>(GrainKey.Namespace("default")).Read().WaitAsync(cancellationToken);
        return made is null ? "the control plane has yet to make the default namespace" : null;
    }
}
