namespace Orchestrator.Resources.Rbac;

/// <summary>What a binding gives a role to.</summary>
public static class SubjectKind
{
    /// <summary>A user, by name.</summary>
    public const string User = "User";

    /// <summary>All members of a group.</summary>
    public const string Group = "Group";

    /// <summary>A service account of a namespace.</summary>
    public const string ServiceAccount = "ServiceAccount";
}
