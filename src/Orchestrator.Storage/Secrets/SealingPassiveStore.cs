using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;

namespace Orchestrator.Storage.Secrets;

/// <summary>Encrypts Secrets on their way into a store.</summary>
internal sealed class SealingPassiveStore(IPassiveResourceStore inner, IResourceReader stored, SecretKeyring keys) : IPassiveResourceStore
{
    private readonly SecretDocument _secrets = new(new SecretSeal(keys));

    public async Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken)
    {
        if (SecretDocument.TryRead(document) is not { } secret)
        {
            return await inner.PutAsync(document, expectedRevision, cancellationToken);
        }

        _ = keys.First;
        var key = new ResourceKey("", "Secret", secret["metadata"]?["namespace"]?.GetValue<string>() ?? "", secret["metadata"]?["name"]?.GetValue<string>() ?? "");
        var before = await stored.FindAsync(key, cancellationToken);
        var sealedDocument = _secrets.Seal(secret, before is null ? null : SecretDocument.TryRead(before.Document));
        return await inner.PutAsync(sealedDocument, expectedRevision, cancellationToken);
    }

    public async Task<PassiveEnd?> DeleteAsync(ResourceKey key, DeleteRequest request, DateTimeOffset at, CancellationToken cancellationToken) =>
        Open(key, await inner.DeleteAsync(key, request, at, cancellationToken));

    public async Task<PassiveEnd?> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken) =>
        Open(key, await inner.ReleaseAsync(key, release, cancellationToken));

    private PassiveEnd? Open(ResourceKey key, PassiveEnd? end) => end is not null && SecretDocument.IsSealed(key.Group, key.Kind)
        ? end with { Resource = end.Resource with { Document = _secrets.OpenOrLeaveOut(end.Resource.Document) } }
        : end;
}
