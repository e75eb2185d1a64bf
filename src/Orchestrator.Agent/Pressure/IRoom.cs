namespace Orchestrator.Agent.Pressure;

/// <summary>Frees disk that nobody uses.</summary>
public interface IRoom
{
    /// <summary>Removes what no pod of this node needs: images, and containers that have ended.</summary>
    Task ReclaimAsync(CancellationToken cancellationToken);
}
