namespace Orchestrator.Gateway.Health;

/// <summary>Something without which requests can't be served.</summary>
public interface IReadinessCheck
{
    /// <summary>A word for it, which callers see.</summary>
    string Name { get; }

    /// <summary>Null where it works, else what is wrong, which only the log sees.</summary>
    Task<string?> FaultAsync(CancellationToken cancellationToken);
}
