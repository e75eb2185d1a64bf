namespace Orchestrator.Planning.Configuration;

/// <summary>What came of asking for a token. Its text leaves the token out, so that none is written out by accident.</summary>
/// <param name="Value">The token; null where none could be had.</param>
/// <param name="Fault">Why none could be had, for a person; null where one could.</param>
public sealed record TokenAnswer(string? Value, string? Fault = null)
{
    /// <inheritdoc/>
    public override string ToString() => Fault ?? "a token";
}
