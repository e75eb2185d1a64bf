using Orchestrator.Agent.Shutdown;

namespace Orchestrator.Simulations.Silos;

/// <summary>A machine that stays up.</summary>
internal sealed class NoShutdown : IMachineShutdown
{
    public Task<bool> IsUnderWayAsync(CancellationToken cancellationToken) => Task.FromResult(false);
}
