using Orchestrator.Contracts.Health;

namespace Gateway.Tests.Fixtures;

/// <summary>Healthy unless the read side is faulty.</summary>
public sealed class MemoryStorageHealth(MemoryResources resources) : IStorageHealth
{
    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new StorageHealth(resources.Fault is null, resources.Fault?.Message ?? ""));
}
