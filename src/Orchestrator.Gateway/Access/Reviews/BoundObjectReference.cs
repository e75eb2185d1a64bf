using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>The object with whose end a token ends.</summary>
public sealed record BoundObjectReference
{
    [Field(1, "Pod or Secret.")]
    public string? Kind { get; init; }

    [Field(2, "Its API version.")]
    public string? ApiVersion { get; init; }

    [Field(3, "Its name.")]
    public string? Name { get; init; }

    [Field(4, "Its uid.")]
    public string? Uid { get; init; }
}
