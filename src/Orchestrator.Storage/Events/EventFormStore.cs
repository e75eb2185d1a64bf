using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;

namespace Orchestrator.Storage.Events;

/// <summary>Takes Events also in the form of <c>events.k8s.io</c>.</summary>
internal sealed class EventFormStore(IPassiveResourceStore inner) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken) =>
        inner.PutAsync(EventForm.Stored(document), expectedRevision, cancellationToken);

    public async Task<PassiveEnd?> DeleteAsync(ResourceKey key, DeleteRequest request, DateTimeOffset at, CancellationToken cancellationToken) =>
        EventForm.Is(key.Group, key.Kind)
            ? Other(await inner.DeleteAsync(EventForm.Stored(key), request, at, cancellationToken))
            : await inner.DeleteAsync(key, request, at, cancellationToken);

    public async Task<PassiveEnd?> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken) =>
        EventForm.Is(key.Group, key.Kind)
            ? Other(await inner.ReleaseAsync(EventForm.Stored(key), release, cancellationToken))
            : await inner.ReleaseAsync(key, release, cancellationToken);

    private static PassiveEnd? Other(PassiveEnd? end) => end is null ? null : end with { Resource = EventForm.Other(end.Resource) };
}
