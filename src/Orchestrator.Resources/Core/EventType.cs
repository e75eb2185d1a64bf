namespace Orchestrator.Resources.Core;

/// <summary>How an event is meant.</summary>
public static class EventType
{
    /// <summary>As it should be.</summary>
    public const string Normal = "Normal";

    /// <summary>Somebody may want to look.</summary>
    public const string Warning = "Warning";
}
