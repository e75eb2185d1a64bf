namespace Orchestrator.Planning.Configuration;

/// <summary>When a token that a pod has is replaced (Kubernetes' documentation: "Configure Service Accounts for Pods": at 80 percent of its life, or after a day).</summary>
public static class TokenLife
{
    private const double Used = 0.8;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>When the token is to be replaced.</summary>
    public static DateTimeOffset RenewAt(DateTimeOffset issued, DateTimeOffset expires)
    {
        var due = issued + ((expires - issued) * Used);
        return due < issued + Longest ? due : issued + Longest;
    }
}
