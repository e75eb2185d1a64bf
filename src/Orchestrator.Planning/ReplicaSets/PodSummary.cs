using System.Collections.Immutable;

namespace Orchestrator.Planning.ReplicaSets;

/// <summary>What an owner needs to know of one of its pods.</summary>
public sealed record PodSummary
{
    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>The pod's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Uid of the controlling owner, or null.</summary>
    public string? ControllerUid { get; init; }

    /// <summary>The pod's phase.</summary>
    public required string Phase { get; init; }

    /// <summary>Since when the pod is ready; null where it is not.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    /// <summary>Whether it has a deletion timestamp.</summary>
    public bool Deleting { get; init; }

    /// <summary>Whether it must never run twice, so that it is replaced only when it is gone.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>Whether its node is lost, so that nobody can wait for its end.</summary>
    public bool Lost { get; init; }

    /// <summary>Its node, or null while it has none.</summary>
    public string? NodeName { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often its containers have been restarted, the most of them.</summary>
    public int Restarts { get; init; }

    /// <summary>The pod's labels.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }
}
