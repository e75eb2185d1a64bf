namespace Orchestrator.Agent.Shutdown;

/// <summary>Knows whether the whole machine is on its way down, and not only the agent.</summary>
public interface IMachineShutdown
{
    /// <summary>Whether it is.</summary>
    Task<bool> IsUnderWayAsync(CancellationToken cancellationToken);
}
