namespace Orchestrator.Contracts.Streams;

/// <summary>What became of a piece of input.</summary>
public enum StreamInputOutcome
{
    /// <summary>It will be written; the next one may be sent.</summary>
    Taken,

    /// <summary>There is no room yet, because what was sent before is not read: the same piece has to be sent again.</summary>
    Full,

    /// <summary>Nobody reads input any more: no further piece needs to be sent.</summary>
    Ended,
}
