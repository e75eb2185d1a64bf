using System.Text.Json;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>One process' way to documents without a grain. Nothing of the simulated workload owns or holds one.</summary>
internal sealed class MemoryPassiveStore(MemoryDatabase database, SimulatedProcess process) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken) =>
        database.CallAsync(process, "put", () =>
        {
            var json = JsonElement.Parse(document.Span);
            var metadata = json.GetProperty("metadata");
            var group = json.GetProperty("apiVersion").GetString()! is var api && api.Contains('/', StringComparison.Ordinal) ? api.Split('/')[0] : "";
            var ns = metadata.TryGetProperty("namespace", out var given) ? given.GetString()! : "";
            var key = new ResourceKey(group, json.GetProperty("kind").GetString()!, ns, metadata.GetProperty("name").GetString()!);
            var before = database.States.FindResource(key)?.Revision ?? 0;
            if ((expectedRevision ?? before) != before && !database.States.IgnoresRevisions)
            {
                throw new RevisionConflictException("another revision is stored");
            }

            var stored = new StoredResource(key, metadata.GetProperty("uid").GetString()!, before + 1, database.States.NextVersion(), document);
            database.States.Put(stored);
            return new PassiveWrite(stored.Revision, stored.ResourceVersion, true);
        });

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
