using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>How many of some pods may be disrupted now.</summary>
public sealed record DisruptionBudget
{
    /// <summary>The pods' namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pods' labels; an empty selector is no pods, as in Kubernetes' scheduler.</summary>
    public required LabelSelector Selector { get; init; }

    /// <summary>How many may be disrupted.</summary>
    public int DisruptionsAllowed { get; init; }
}
