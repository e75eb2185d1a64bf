using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Scaling;

/// <summary>How many replicas are wanted.</summary>
public sealed record ScaleSpec
{
    [Field(1, "How many replicas.", Minimum = 0)]
    public int Replicas { get; init; }
}
