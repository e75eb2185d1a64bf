using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Namespaces;

/// <summary>What is in a namespace, of every kind that lives in one.</summary>
internal sealed class NamespaceContents(ObjectAccess objects, IResourceReader reader)
{
    private const int PageSize = 500;
    private const int ParallelCalls = 16;

    /// <summary>Controllers are described after what they make, and go before it, so that they do not make it again. Events tell of the deletion itself and go last.</summary>
    private static readonly ImmutableArray<KindDescription> Kinds =
        [.. ResourceKinds.All.Where(kind => kind.Namespaced).Reverse().OrderBy(kind => kind.Kind == "Event")];

    /// <summary>Asks for the deletion of everything that is there; returns what then is left, and holds it up.</summary>
    public async Task<NamespaceRest> DeleteAsync(string ns, CancellationToken cancellationToken)
    {
        var rest = NamespaceRest.Nothing;
        foreach (var kind in await KindsAsync(cancellationToken))
        {
            var query = new ResourceQuery { Group = kind.Group, Kind = kind.Kind, Namespace = ns, Limit = PageSize, AsStored = true };
            do
            {
                var page = await reader.ListAsync(query, cancellationToken);
                foreach (var batch in page.Items.Chunk(ParallelCalls))
                {
                    var left = await Task.WhenAll(batch.Select(item => IsLeftAsync(item, cancellationToken)));
                    rest = batch.Zip(left).Where(pair => pair.Second).Aggregate(rest, (sum, pair) => sum.With(kind, Finalizers(pair.First)));
                }

                query = query with { Continue = page.Continue };
            }
            while (query.Continue is not null);
        }

        return rest;
    }

    // Custom resources come first: of their owners nobody knows what they make.
    private async Task<IEnumerable<KindDescription>> KindsAsync(CancellationToken cancellationToken)
    {
        var definition = ResourceKinds.Of<CustomResourceDefinition>();
        var all = await reader.ListAsync(new ResourceQuery { Group = definition.Group, Kind = definition.Kind }, cancellationToken);
        var custom = all.Items
            .Select(item => ResourceJson.Deserialize<CustomResourceDefinition>(item.Document.Span))
            .Where(found => found.Spec.Scope == CustomResourceScope.Namespaced)
            .Select(CustomKind.Bare);
        return custom.Concat(Kinds);
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

    private static ImmutableArray<string> Finalizers(StoredResource item) => ResourceJson.Deserialize<PartialDocument>(item.Document.Span).Metadata.Finalizers;

    private sealed record PartialDocument(ObjectMeta Metadata);
}
