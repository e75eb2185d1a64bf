namespace Orchestrator.Resources.Apps;

/// <summary>How a deployment replaces pods.</summary>
public static class DeploymentStrategyType
{
    /// <summary>All old pods end before new ones are made.</summary>
    public const string Recreate = "Recreate";

    /// <summary>Step by step.</summary>
    public const string RollingUpdate = "RollingUpdate";
}
