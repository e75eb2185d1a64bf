using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>What every stored object has: its identity, its labels and the bookkeeping of the server.</summary>
public sealed record ObjectMeta
{
    [Field(1, "The name, unique within kind and namespace.", Immutable = true)]
    public string Name { get; init; } = "";

    [Field(2, "The beginning of the name, where the server is to make the rest.")]
    public string? GenerateName { get; init; }

    [Field(3, "The namespace; empty for kinds that have none.", Immutable = true)]
    public string Namespace { get; init; } = "";

    [Field(4, "A path that older clients sent.")]
    [Stored("paths of objects are no longer read from documents")]
    public string? SelfLink { get; init; }

    [Field(5, "The id of this one object, never used again.", Immutable = true)]
    public string Uid { get; init; } = "";

    [Field(6, "The version of the last change, which orders it among all changes.")]
    public string? ResourceVersion { get; init; }

    [Field(7, "How often the desired state has changed.")]
    public long Generation { get; init; }

    [Field(8, "When the server created the object.", Immutable = true)]
    public DateTimeOffset? CreationTimestamp { get; init; }

    [Field(9, "When the object is to be gone; set once deletion has begun.", Immutable = true)]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    [Field(10, "How long the object has to end well, in seconds.", Immutable = true)]
    public long? DeletionGracePeriodSeconds { get; init; }

    [Field(11, "Names by which objects are selected.")]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    [Field(12, "Notes for people and tools, never selected by.")]
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = StringMap.Empty;

    [Field(13, "The objects with which this one is deleted.", List = ListType.Map, Keys = ["uid"], Patch = PatchStrategy.Merge, MergeKey = "uid")]
    public ImmutableArray<OwnerReference> OwnerReferences { get; init; } = [];

    [Field(14, "Those who must agree before the object is gone.", List = ListType.Set, Patch = PatchStrategy.Merge)]
    public ImmutableArray<string> Finalizers { get; init; } = [];

    [Field(17, "Who wrote which field.")]
    public ImmutableArray<ManagedFieldsEntry> ManagedFields { get; init; } = [];

    /// <summary>The owner that controls this object, or null.</summary>
    public OwnerReference? ControllerReference() => OwnerReferences.FirstOrDefault(owner => owner.Controller == true);
}
