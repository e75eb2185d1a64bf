using System.Collections.Immutable;
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
    /// <summary>Controllers are described after what they make, and go before it, so that they do not make it again. Events tell of the deletion itself and go last.</summary>
    private static readonly ImmutableArray<KindDescription> Kinds =
        [.. ResourceKinds.All.Where(kind => kind.Namespaced).Reverse().OrderBy(kind => kind.Kind == "Event")];

    /// <summary>Asks for the deletion of everything that is there; returns what then is left, and holds it up.</summary>
    public async Task<NamespaceRest> DeleteAsync(string ns, CancellationToken cancellationToken)
    {
        var deletion = new ListedDeletion(objects, reader);
        var rest = NamespaceRest.Nothing;
        foreach (var kind in await KindsAsync(cancellationToken))
        {
            var ofKind = new ResourceQuery { Group = kind.Group, Kind = kind.Kind, Namespace = ns };
            await foreach (var item in deletion.DeleteAsync(ofKind, cancellationToken))
            {
                rest = rest.With(kind, Finalizers(item));
            }
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

    private static ImmutableArray<string> Finalizers(StoredResource item) => ResourceJson.Deserialize<PartialDocument>(item.Document.Span).Metadata.Finalizers;

    private sealed record PartialDocument(ObjectMeta Metadata);
}
