using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>A request about a path that is no resource.</summary>
public sealed record NonResourceAttributes
{
    [Field(1, "The path.")]
    public string? Path { get; init; }

    [Field(2, "The HTTP method, in small letters.")]
    public string? Verb { get; init; }
}
