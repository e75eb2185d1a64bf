using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Who says that something happened.</summary>
public sealed record EventSource
{
    [Field(1, "The part of the system.")]
    public string? Component { get; init; }

    [Field(2, "The node.")]
    public string? Host { get; init; }
}
