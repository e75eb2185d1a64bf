using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Reads an object, changes it, and writes it back only if nobody else has written meanwhile.</summary>
internal sealed class ChangeOfObject<T>(ResourceModel<T> model, IResourceWriter<T> writer, VersionPrecondition precondition)
    where T : class, IResource<T>
{
    // A change that names no version is meant for whatever is there, so it is made again on what others have written; as often as Kubernetes does.
    private const int AttemptsMax = 5;

    private KindDescription Kind => model.Kind;

    /// <summary>Changes an object.</summary>
    /// <param name="key">Which object.</param>
    /// <param name="resourceVersion">The version that the client has seen; null or empty where any will do.</param>
    /// <param name="uid">The uid that the client means; null where any will do.</param>
    /// <param name="dryRun">Whether it is only tried.</param>
    /// <param name="change">Makes the new object of the current one; called once an attempt.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Versioned<T>> ApplyAsync(
        ResourceKey key, string? resourceVersion, string? uid, bool dryRun, Func<Versioned<T>, Task<T>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await writer.ReadAsync(key, cancellationToken) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
            var seen = await precondition.ResolveAsync(Kind, key.Name, current.Resource.Metadata.Uid, resourceVersion, cancellationToken);
            if (seen is not null && seen != current.Revision)
            {
                throw ApiErrors.Modified(Kind.Group, Kind.Plural, key.Name);
            }

            var options = new WriteOptions
            {
                DryRun = dryRun,
                ExpectedRevision = current.Revision,
                ExpectedUid = uid ?? current.Resource.Metadata.Uid,
            };
            try
            {
                return await writer.ReplaceAsync(key, await change(current), options, cancellationToken);
            }
            catch (ApiException conflict) when (conflict.Status.Reason == "Conflict" && seen is null && uid is null && attempt < AttemptsMax)
            {
                // Somebody else has written; the next attempt starts from that.
            }
        }
    }
}
