namespace Orchestrator.Resources.Core;

/// <summary>Whether a container that ended is started again.</summary>
public static class RestartPolicy
{
    /// <summary>However it ended.</summary>
    public const string Always = "Always";

    /// <summary>When it ended badly.</summary>
    public const string OnFailure = "OnFailure";

    /// <summary>Not at all.</summary>
    public const string Never = "Never";
}
