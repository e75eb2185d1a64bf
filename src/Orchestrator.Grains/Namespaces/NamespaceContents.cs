using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orleans;

namespace Orchestrator.Grains.Namespaces;

/// <summary>What is in a namespace, owners before what they own.</summary>
internal sealed class NamespaceContents(IGrainFactory grains, IResourceReader reader, IPassiveResourceStore passive)
{
    private const int PageSize = 500;

    /// <summary>Asks for the deletion of everything that is still there; returns how much that was.</summary>
    public async Task<int> DeleteAsync(string ns)
    {
        var left = await DeleteAsync(ns, "apps", "Deployment", name => grains.GetGrain<IDeploymentGrain>(GrainKey.Deployment(ns, name)).Delete(new DeleteRequest()));
        left += await DeleteAsync(ns, "apps", "ReplicaSet", name => grains.GetGrain<IReplicaSetGrain>(GrainKey.ReplicaSet(ns, name)).Delete(new DeleteRequest()));
        left += await DeleteAsync(ns, "", "Pod", name => grains.GetGrain<IPodGrain>(GrainKey.Pod(ns, name)).Delete(new DeleteRequest()));
        left += await DeleteAsync(ns, "", "Secret", name => passive.DeleteAsync(new ResourceKey("", "Secret", ns, name), null, null, CancellationToken.None));
        return left;
    }

    private async Task<int> DeleteAsync(string ns, string group, string kind, Func<string, Task> delete)
    {
        var page = await reader.ListAsync(new ResourceQuery { Group = group, Kind = kind, Namespace = ns, Limit = PageSize, AsStored = true }, CancellationToken.None);
        foreach (var item in page.Items)
        {
            try
            {
                await delete(item.Key.Name);
            }
            catch (ApiException gone) when (gone.Status.Code == 404)
            {
                // It went by itself since it was listed.
                continue;
            }
        }

        return page.Items.Count;
    }
}
