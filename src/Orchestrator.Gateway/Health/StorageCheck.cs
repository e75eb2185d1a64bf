using Orchestrator.Contracts.Health;

namespace Orchestrator.Gateway.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class StorageCheck(IStorageHealth storage) : IReadinessCheck
{
    public string Name => "storage";

    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        var health = await storage.CheckAsync(cancellationToken);
        return health.IsReady ? null : health.Reason;
    }
}
