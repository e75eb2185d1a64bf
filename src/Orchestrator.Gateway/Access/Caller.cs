using System.Collections.Immutable;

namespace Orchestrator.Gateway.Access;

/// <summary>Who asks.</summary>
internal sealed record Caller
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The uid; empty where the caller has none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The groups.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>How the caller was known, such as by a certificate; for the audit log.</summary>
    public required string KnownBy { get; init; }

    /// <summary>Who asks in this one's name; null where nobody does.</summary>
    public Caller? Impersonator { get; init; }

    /// <summary>Whether everything is allowed, whatever the roles say: that of the cluster's owner, who must not lock themselves out.</summary>
    public bool IsMaster => Groups.Contains(KnownGroup.Masters);

    /// <summary>The caller that a service account is.</summary>
    public static Caller OfServiceAccount(string ns, string name, string uid) => new()
    {
        Name = $"{ServiceAccountPrefix}{ns}:{name}",
        Uid = uid,
        Groups = [KnownGroup.ServiceAccounts, $"{KnownGroup.ServiceAccounts}:{ns}", KnownGroup.Authenticated],
        KnownBy = "token",
    };

    /// <summary>What the names of service accounts begin with.</summary>
    public const string ServiceAccountPrefix = "system:serviceaccount:";
}
