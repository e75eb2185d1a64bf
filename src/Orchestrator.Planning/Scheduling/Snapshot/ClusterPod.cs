namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>A pod as a scheduler sees it, be it on a node or without one.</summary>
public sealed partial record ClusterPod
{
    /// <summary>The pod's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks.</summary>
    public required PodProfile Profile { get; init; }

    /// <summary>How much it matters; more is placed first, and may displace less.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it displaces no other pod, however much it matters (<c>preemptionPolicy: Never</c>).</summary>
    public bool NeverPreempts { get; init; }

    /// <summary>When it started; null where it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether it was told to end, and still takes its room.</summary>
    public bool Terminating { get; init; }

    /// <summary>Whether it is being deleted, whoever asked for it: it still takes its room, and is not counted any more where pods are spread.</summary>
    public bool Leaving { get; init; }

    /// <summary>Whether it is not there for long any more.</summary>
    internal bool IsGoing => Terminating || Leaving;

    /// <summary>The group with which it is placed, or not at all; its name within the namespace.</summary>
    public string? Gang { get; init; }
}
