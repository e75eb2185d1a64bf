namespace Orchestrator.Contracts.Writing;

/// <summary>A Service was to have what another one has; nothing was stored.</summary>
/// <param name="claim">What it is, such as <c>ip 10.96.0.10</c> or <c>port 30080</c>.</param>
public sealed class ClaimTakenException(string claim) : Exception($"Another Service has {claim}.")
{
    /// <summary>What it is.</summary>
    public string Claim { get; } = claim;
}
