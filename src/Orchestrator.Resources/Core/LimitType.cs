namespace Orchestrator.Resources.Core;

/// <summary>What a limit of a LimitRange is for. Types of other names are kept and held to nothing.</summary>
public static class LimitType
{
    /// <summary>All containers of a pod together.</summary>
    public const string Pod = "Pod";

    /// <summary>Each container.</summary>
    public const string Container = "Container";
}
