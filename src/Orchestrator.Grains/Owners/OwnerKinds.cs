using System.Collections.Frozen;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Owners;

/// <summary>Where owners live, by their kinds: those that are records, and those that are defined now.</summary>
internal sealed class OwnerKinds(FrozenDictionary<(string Group, string Kind), bool> custom)
{
    private static readonly KindDescription Definition = ResourceKinds.Of<CustomResourceDefinition>();

    /// <summary>What is known of the kinds of these owners. Definitions are read only where one of the kinds is no record.</summary>
    public static async Task<OwnerKinds> OfAsync(IEnumerable<OwnerReference> owners, IResourceReader reader, CancellationToken cancellationToken)
    {
        if (owners.All(owner => ResourceKinds.FindByKind(owner.ApiVersion, owner.Kind) is not null))
        {
            return new OwnerKinds(FrozenDictionary<(string Group, string Kind), bool>.Empty);
        }

        var list = await reader.ListAsync(new ResourceQuery { Group = Definition.Group, Kind = Definition.Kind }, cancellationToken);
        return new OwnerKinds(list.Items
            .Select(item => ResourceJson.Deserialize<CustomResourceDefinition>(item.Document.Span))
            .Where(found => found.Is(CustomResourceConditionType.NamesAccepted))
            .DistinctBy(found => (found.Spec.Group, found.Spec.Names.Kind))
            .ToFrozenDictionary(found => (found.Spec.Group, found.Spec.Names.Kind), found => found.Spec.Scope == CustomResourceScope.Namespaced));
    }

    /// <summary>Whether an owner's kind lives in namespaces; null where nobody knows the kind.</summary>
    public bool? IsNamespaced(OwnerReference owner) => ResourceKinds.FindByKind(owner.ApiVersion, owner.Kind)?.Namespaced
        ?? (owner.ApiVersion.Split('/') is [var group, _] && custom.TryGetValue((group, owner.Kind), out var namespaced) ? namespaced : null);
}
