using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Owners;

/// <summary>References from objects to their owners.</summary>
public static class Ownership
{
    /// <summary>A reference to a controlling owner.</summary>
    public static OwnerReference By(IResource owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name,
        Uid = owner.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>The metadata without this owner.</summary>
    public static ObjectMeta Without(ObjectMeta metadata, string ownerUid) =>
        metadata with { OwnerReferences = metadata.OwnerReferences.RemoveAll(owner => owner.Uid == ownerUid) };
}
