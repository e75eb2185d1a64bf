namespace Orchestrator.Contracts.Streams;

/// <summary>What a frame of a session's output is.</summary>
public enum StreamFrameKind
{
    /// <summary>Bytes of standard output, of a connection, or of an archive.</summary>
    Stdout,

    /// <summary>Bytes of standard errors.</summary>
    Stderr,

    /// <summary>No bytes follow; the other side may still take input.</summary>
    OutputEnded,

    /// <summary>Nothing is said but that the session lives.</summary>
    KeepAlive,

    /// <summary>The last frame: the session is over.</summary>
    End,
}
