using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A pod has to leave its node.</summary>
[Immutable]
public sealed record EvictionOrder
{
    /// <summary>Uid of the pod that is meant.</summary>
    public required string Uid { get; init; }

    /// <summary>Who decided it: the reason of the pod's condition <c>DisruptionTarget</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The sentence to it.</summary>
    public required string Message { get; init; }

    /// <summary>Whether the pod's node is lost, so that nobody can end the pod there or wait for it.</summary>
    public bool NodeLost { get; init; }

    /// <summary>Seconds between SIGTERM and SIGKILL; null is what the pod's spec says.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What is recorded as an event of the pod, where somebody has to be told who did it; null records nothing.</summary>
    public EvictionNotice? Notice { get; init; }
}
