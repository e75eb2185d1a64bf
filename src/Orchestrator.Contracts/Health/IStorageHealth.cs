namespace Orchestrator.Contracts.Health;

/// <summary>Whether the store can be used.</summary>
public interface IStorageHealth
{
    /// <summary>Answers within a few seconds, whatever state PostgreSQL is in.</summary>
    Task<StorageHealth> CheckAsync(CancellationToken cancellationToken);
}
