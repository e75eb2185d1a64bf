namespace Orchestrator.Containers;

/// <summary>Which part of a container's output to read.</summary>
public sealed record LogOptions
{
    /// <summary>Whether to go on with what is written later, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Only so many of the last lines; null is all.</summary>
    public int? TailLines { get; init; }

    /// <summary>Only what was written at or after this time; null is all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether each line starts with its time in RFC 3339.</summary>
    public bool Timestamps { get; init; }
}
