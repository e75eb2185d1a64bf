namespace Orchestrator.Gateway.Access;

/// <summary>Groups that the server itself gives or looks at.</summary>
internal static class KnownGroup
{
    /// <summary>May do everything.</summary>
    public const string Masters = "system:masters";

    /// <summary>Everybody whose name is known.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>Nobody in particular.</summary>
    public const string Unauthenticated = "system:unauthenticated";

    /// <summary>All service accounts; with a colon and a namespace, those of one.</summary>
    public const string ServiceAccounts = "system:serviceaccounts";
}
