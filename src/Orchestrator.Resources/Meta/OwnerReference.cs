using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>An object with which another is deleted.</summary>
[Atomic]
public sealed record OwnerReference
{
    [Field(1, "The owner's kind.", Required = true, Always = true)]
    public string Kind { get; init; } = "";

    [Field(3, "The owner's name.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(4, "The owner's uid.", Required = true, Always = true)]
    public string Uid { get; init; } = "";

    [Field(5, "The owner's API group and version.", Required = true, Always = true)]
    public string ApiVersion { get; init; } = "";

    [Field(6, "Whether this owner decides about the object; at most one does.")]
    public bool? Controller { get; init; }

    [Field(7, "Whether the owner stays, in a foreground deletion, until this object is gone.")]
    public bool? BlockOwnerDeletion { get; init; }
}
