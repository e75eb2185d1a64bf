namespace Orchestrator.Contracts.Access;

/// <summary>A token and when it ends. Its text leaves the token out, so that none is written out by accident.</summary>
/// <param name="Value">The token, which says everything to whoever has it.</param>
/// <param name="Expires">When it ends.</param>
public sealed record ServiceAccountToken(string Value, DateTimeOffset Expires)
{
    /// <inheritdoc/>
    public override string ToString() => $"a token until {Expires:O}";
}
