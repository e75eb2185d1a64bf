namespace Orchestrator.Resources.Core;

/// <summary>Which profile of seccomp or AppArmor confines a container.</summary>
public static class SecurityProfileType
{
    /// <summary>One of the node's.</summary>
    public const string Localhost = "Localhost";

    /// <summary>The engine's own.</summary>
    public const string RuntimeDefault = "RuntimeDefault";

    /// <summary>None.</summary>
    public const string Unconfined = "Unconfined";
}
