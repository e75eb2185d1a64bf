using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Owners;

/// <summary>An object that has owners, and those of them that are there.</summary>
/// <param name="Metadata">The object's metadata.</param>
/// <param name="Owners">The owners that are there, by uid.</param>
/// <param name="IsNamespaced">Whether objects of a kind live in a namespace; null where the kind is not served, so that nobody can tell whether there is such an owner.</param>
public sealed record OwnedView(ObjectMeta Metadata, IReadOnlyDictionary<string, OwnerView> Owners, Func<OwnerReference, bool?> IsNamespaced);
