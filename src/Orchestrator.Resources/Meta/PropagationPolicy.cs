namespace Orchestrator.Resources.Meta;

/// <summary>What becomes of the objects that a deleted one owns.</summary>
public static class PropagationPolicy
{
    /// <summary>They stay, without an owner.</summary>
    public const string Orphan = "Orphan";

    /// <summary>They go after it.</summary>
    public const string Background = "Background";

    /// <summary>They go before it.</summary>
    public const string Foreground = "Foreground";
}
