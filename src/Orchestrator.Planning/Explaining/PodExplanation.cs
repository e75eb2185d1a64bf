using System.Collections.Immutable;

namespace Orchestrator.Planning.Explaining;

/// <summary>Why a pod is as it is.</summary>
public sealed record PodExplanation
{
    /// <summary>The pod's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is.</summary>
    public required PodState State { get; init; }

    /// <summary>Why, the most likely first; none where it is well.</summary>
    public required ImmutableArray<Cause> Causes { get; init; }

    /// <summary>What that rests on, as sentences.</summary>
    public required ImmutableArray<string> Facts { get; init; }

    /// <summary>Whether there is nothing to explain.</summary>
    public bool IsWell => State is PodState.Running or PodState.Succeeded;

    /// <summary>Whether it is only ending, within the time that it has for that.</summary>
    public bool IsEndingInTime => State == PodState.Terminating && Causes is [{ Reason: EndingCauses.InGrace }, ..];
}
