using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>One process' way to documents without a grain. The simulated workload has none, so that only their deletion is asked for.</summary>
internal sealed class MemoryPassiveStore(MemoryDatabase database, SimulatedProcess process) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The simulated workload stores no documents without a grain.");

    public Task<PassiveEnd?> DeleteAsync(ResourceKey key, DeleteRequest request, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.CallAsync(process, "delete", () =>
        {
            var found = database.States.FindResource(key);
            database.States.Remove(key);
            return found is null ? null : new PassiveEnd(found, Gone: true);
        });

    public Task<PassiveEnd?> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The simulated workload stores no documents without a grain.");
}
