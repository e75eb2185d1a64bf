using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>One process' way to who owns what.</summary>
internal sealed class MemoryOwnership(MemoryDatabase database, SimulatedProcess process) : IOwnershipReader
{
    public Task<ImmutableArray<StoredMetadata>> FindAsync(IReadOnlyCollection<string> uids, CancellationToken cancellationToken) =>
        ReadAsync(found => uids.Contains(found.Metadata.Uid), int.MaxValue);

    public Task<ImmutableArray<StoredMetadata>> ListOwnedAsync(IReadOnlyCollection<string> ownerUids, int atMost, CancellationToken cancellationToken) =>
        ReadAsync(found => found.Metadata.OwnerReferences.Any(owner => ownerUids.Contains(owner.Uid)), atMost);

    public Task<ImmutableArray<StoredMetadata>> ListAbandonedAsync(ResourceKey? after, int atMost, CancellationToken cancellationToken) =>
        database.CallAsync(process, "list", () =>
        {
            var all = All().ToList();
            var uids = all.Select(found => found.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
            return all
                .Where(found => found.Metadata is { DeletionTimestamp: null } metadata && metadata.OwnerReferences.Any(owner => !uids.Contains(owner.Uid)))
                .Where(found => after is null || string.CompareOrdinal(StateTable.Text(found.Key), StateTable.Text(after)) > 0)
                .Take(atMost).ToImmutableArray();
        });

    public Task<ImmutableArray<StoredMetadata>> ListHeldAsync(int atMost, CancellationToken cancellationToken) =>
        ReadAsync(found => found.Metadata is { DeletionTimestamp: not null } metadata && DependentsFinalizer.IsIn(metadata.Finalizers), atMost);

    private Task<ImmutableArray<StoredMetadata>> ReadAsync(Func<StoredMetadata, bool> matches, int atMost) =>
        database.CallAsync(process, "list", () => All().Where(matches).OrderBy(found => found.Metadata.DeletionTimestamp is not null).Take(atMost).ToImmutableArray());

    private IEnumerable<StoredMetadata> All() => database.States.Resources.Select(stored => new StoredMetadata(stored.Key, MetadataOf(stored)));

    private static ObjectMeta MetadataOf(StoredResource stored)
    {
        using var document = JsonDocument.Parse(stored.Document);
        return document.RootElement.GetProperty("metadata").Deserialize<ObjectMeta>(ResourceJson.Options)!;
    }
}
