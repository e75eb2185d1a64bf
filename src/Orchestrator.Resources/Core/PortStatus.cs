using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A port of a load balancer.</summary>
public sealed record PortStatus
{
    [Field(1, "Its number.", Always = true)]
    public int Port { get; init; }

    [Field(2, "Its protocol.", Always = true)]
    public string? Protocol { get; init; }

    [Field(3, "What is wrong with it, in one word.")]
    public string? Error { get; init; }
}
