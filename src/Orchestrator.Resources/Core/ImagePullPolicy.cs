namespace Orchestrator.Resources.Core;

/// <summary>When an image is pulled.</summary>
public static class ImagePullPolicy
{
    /// <summary>Before each start.</summary>
    public const string Always = "Always";

    /// <summary>When the node does not hold it.</summary>
    public const string IfNotPresent = "IfNotPresent";

    /// <summary>Not at all; the node must hold it.</summary>
    public const string Never = "Never";
}
