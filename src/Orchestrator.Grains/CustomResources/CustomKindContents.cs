using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;

namespace Orchestrator.Grains.CustomResources;

/// <summary>The objects of a custom kind.</summary>
internal sealed class CustomKindContents(ObjectAccess objects, IResourceReader reader)
{
    private const int PageSize = 500;
    private const int ParallelCalls = 16;

    /// <summary>Asks for the deletion of all of them; returns how many then are left, because finalizers hold them.</summary>
    public async Task<int> DeleteAsync(string group, string kind, CancellationToken cancellationToken)
    {
        var query = new ResourceQuery { Group = group, Kind = kind, Limit = PageSize, AsStored = true };
        var left = 0;
        do
        {
            var page = await reader.ListAsync(query, cancellationToken);
            foreach (var batch in page.Items.Chunk(ParallelCalls))
            {
                left += (await Task.WhenAll(batch.Select(item => IsLeftAsync(item, cancellationToken)))).Count(isLeft => isLeft);
            }

            query = query with { Continue = page.Continue };
        }
        while (query.Continue is not null);
        return left;
    }

    private async Task<bool> IsLeftAsync(StoredResource item, CancellationToken cancellationToken)
    {
        try
        {
            return !await objects.DeleteAsync(item.Key, new DeleteRequest { ExpectedUid = item.Uid }, cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // It went by itself since it was listed.
            return false;
        }
        catch (ApiException another) when (another.Status.Reason == "Conflict")
        {
            // Another object has its name since it was listed; the next look deletes that.
            return true;
        }
    }
}
