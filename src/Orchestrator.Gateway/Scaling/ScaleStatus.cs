using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Scaling;

/// <summary>How many replicas there are.</summary>
public sealed record ScaleStatus
{
    [Field(1, "How many replicas.", Always = true)]
    public int Replicas { get; init; }

    [Field(2, "Which pods are counted, as a label selector in a query.")]
    public string? Selector { get; init; }
}
