using Orchestrator.Agent.Shutdown;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>A machine that goes down when a test says so.</summary>
public sealed class MachineThat(Func<bool> goesDown) : IMachineShutdown
{
    public Task<bool> IsUnderWayAsync(CancellationToken cancellationToken) => Task.FromResult(goesDown());
}
