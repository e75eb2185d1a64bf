using Orchestrator.Contracts;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Grains.Resources;

/// <summary>Ends objects of one kind through their grains.</summary>
internal sealed class GrainAccess<T, TGrain> : IGrainAccess
    where T : class, IResource<T>
    where TGrain : IResourceGrain<T>
{
    /// <summary>Status is written all the time; a few attempts find a moment between two writes.</summary>
    private const int AttemptsMax = 5;

    public async Task<bool> DeleteAsync(IGrainFactory grains, string key, DeleteRequest request) => (await grains.GetGrain<TGrain>(key).Delete(request)).Gone;

    public async Task ReleaseAsync(IGrainFactory grains, string key, PassiveRelease release)
    {
        var grain = grains.GetGrain<TGrain>(key);
        for (var attempt = 1; await grain.Read() is { } current; attempt++)
        {
            var metadata = current.Resource.Metadata;
            var next = metadata with
            {
                OwnerReferences = metadata.OwnerReferences.RemoveAll(owner => release.Owners.Contains(owner.Uid)),
                Finalizers = metadata.Finalizers.RemoveRange(release.Finalizers),
            };
            try
            {
                var options = new WriteOptions { ExpectedUid = release.ExpectedUid, ExpectedRevision = current.Revision };
                await grain.Replace(current.Resource.WithMetadata(next), options);
                return;
            }
            catch (ApiException changed) when (changed.Status.Reason == "Conflict" && metadata.Uid == release.ExpectedUid && attempt < AttemptsMax)
            {
                // Somebody has written since it was read; the next attempt starts from that.
            }
        }
    }
}
