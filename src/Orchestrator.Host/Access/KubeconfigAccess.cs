namespace Orchestrator.Host.Access;

/// <summary>What a kubeconfig says of a server beyond its address. Its text leaves everything out, so that no key is written out by accident.</summary>
/// <param name="Authority">The certificates that the server's was issued by, as PEM; null leaves that to the machine's own.</param>
/// <param name="Certificate">The owner's certificate, as PEM; null where there is none.</param>
/// <param name="Key">Its key, as PEM.</param>
internal sealed record KubeconfigAccess(string? Authority, string? Certificate, string? Key)
{
    /// <summary>Nothing, as a server over http needs it.</summary>
    public static KubeconfigAccess None { get; } = new(null, null, null);

    /// <inheritdoc/>
    public override string ToString() => nameof(KubeconfigAccess);
}
