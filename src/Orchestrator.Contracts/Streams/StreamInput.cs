using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>A piece of a session's input.</summary>
[Immutable]
public sealed record StreamInput
{
    /// <summary>The session.</summary>
    public required string Session { get; init; }

    /// <summary>0 for the first piece and one more for each further one. A number that was taken before is not taken again; one that leaves a gap is refused.</summary>
    public required long Sequence { get; init; }

    /// <summary>The bytes; none is allowed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether the input ends after these bytes.</summary>
    public bool Last { get; init; }
}
