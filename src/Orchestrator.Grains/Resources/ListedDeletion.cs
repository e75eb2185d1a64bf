using System.Runtime.CompilerServices;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Grains.Resources;

/// <summary>Deletes objects that a list finds, page by page.</summary>
internal sealed class ListedDeletion(ObjectAccess objects, IResourceReader reader)
{
    private const int PageSize = 500;
    private const int ParallelCalls = 16;

    /// <summary>Asks for the deletion of all that the query finds, and names those that then are left, as they were before it.</summary>
    public async IAsyncEnumerable<StoredResource> DeleteAsync(ResourceQuery which, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = which with { Limit = PageSize, AsStored = true };
        do
        {
            var page = await reader.ListAsync(query, cancellationToken);
            foreach (var batch in page.Items.Chunk(ParallelCalls))
            {
                var left = await Task.WhenAll(batch.Select(item => IsLeftAsync(item, cancellationToken)));
                foreach (var (item, _) in batch.Zip(left).Where(pair => pair.Second))
                {
                    yield return item;
                }
            }

            query = query with { Continue = page.Continue };
        }
        while (query.Continue is not null);
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
