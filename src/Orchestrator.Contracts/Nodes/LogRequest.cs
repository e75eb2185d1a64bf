using Orleans;

namespace Orchestrator.Contracts;

/// <summary>Which part of which container's output to read.</summary>
[Immutable]
public sealed record LogRequest
{
    /// <summary>Uid of the pod.</summary>
    public required string PodUid { get; init; }

    /// <summary>Name of the container.</summary>
    public required string Container { get; init; }

    /// <summary>Whether to go on with what is written later.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether the container before the last restart is meant.</summary>
    public bool Previous { get; init; }

    /// <summary>Whether each line starts with its time.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only so many last lines; null is all.</summary>
    public int? TailLines { get; init; }

    /// <summary>Only what was written since then; null is all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many bytes; null is all.</summary>
    public long? LimitBytes { get; init; }
}
