using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Points at an object, or at a part of it.</summary>
[Atomic]
public sealed record ObjectReference
{
    [Field(1, "The object's kind.")]
    public string? Kind { get; init; }

    [Field(2, "The object's namespace.")]
    public string? Namespace { get; init; }

    [Field(3, "The object's name.")]
    public string? Name { get; init; }

    [Field(4, "The object's uid.")]
    public string? Uid { get; init; }

    [Field(5, "The object's API group and version.")]
    public string? ApiVersion { get; init; }

    [Field(6, "The object's version.")]
    public string? ResourceVersion { get; init; }

    [Field(7, "The part that is meant, such as spec.containers{name}.")]
    public string? FieldPath { get; init; }
}
