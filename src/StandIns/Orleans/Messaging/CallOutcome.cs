namespace Orleans.Messaging;

/// <summary>What became of a request. The values are part of the protocol.</summary>
internal enum CallOutcome
{
    /// <summary>It was done; the body is the result.</summary>
    Done = 0,

    /// <summary>It failed; the body is the exception.</summary>
    Failed = 1,

    /// <summary>It was not done, because the silo does not own the grain.</summary>
    Elsewhere = 2,
}
