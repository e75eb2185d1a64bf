using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Discovery;

/// <summary>A node from which traffic is to come.</summary>
public sealed record ForNode
{
    [Field(1, "The name of the node.", Required = true, Always = true)]
    [Stored(EndpointSlice.NotYet)]
    public string Name { get; init; } = "";
}
