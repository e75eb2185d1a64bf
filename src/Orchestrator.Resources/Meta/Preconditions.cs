using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>What must hold of an object for a request to be carried out.</summary>
public sealed record Preconditions
{
    [Field(1, "The object's uid.")]
    public string? Uid { get; init; }

    [Field(2, "The object's version.")]
    public string? ResourceVersion { get; init; }
}
