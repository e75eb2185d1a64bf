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

    public async Task<StoredResource?> DeleteAsync(ResourceKey key, string? expectedUid, long? expectedRevision, CancellationToken cancellationToken)
    {
        var deleted = await inner.DeleteAsync(key, expectedUid, expectedRevision, cancellationToken);
        return deleted is not null && SecretDocument.IsSealed(key.Group, key.Kind)
            ? deleted with { Document = _secrets.OpenOrLeaveOut(deleted.Document) }
            : deleted;
    }
}
