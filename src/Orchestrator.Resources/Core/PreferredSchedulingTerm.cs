using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a node had better be like, and how much that matters.</summary>
public sealed record PreferredSchedulingTerm
{
    [Field(1, "How much it matters.", Required = true, Always = true)]
    public int Weight { get; init; }

    [Field(2, "What the node had better be like.", Required = true, Always = true)]
    public NodeSelectorTerm Preference { get; init; } = new();
}
