using Orchestrator.Contracts;
using Orleans;

namespace Orchestrator.Gateway.Health;

/// <summary>Whether grains answer. Any grain would do; the default namespace is there in every cluster.</summary>
internal sealed class GrainCheck(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "grains";

    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        await grains.GetGrain<INamespaceGrain>(GrainKey.Namespace("default")).Read().WaitAsync(cancellationToken);
        return null;
    }
}
