using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>A piece of a session's output.</summary>
[Immutable]
public sealed record StreamFrame
{
    /// <summary>What it is.</summary>
    public required StreamFrameKind Kind { get; init; }

    /// <summary>The bytes of output, at most 32 KiB.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Of the last frame: what the process ended with (128 and the signal's number where one ended it), or 0 where there was no process and all went well.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Of the last frame: why the session failed, for a person. Null where it did not.</summary>
    public string? Error { get; init; }
}
