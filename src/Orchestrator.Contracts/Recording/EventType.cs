namespace Orchestrator.Contracts.Recording;

/// <summary>Whether an Event needs attention.</summary>
public enum EventType
{
    /// <summary>Something went as intended.</summary>
    Normal,

    /// <summary>Something did not go as intended.</summary>
    Warning,
}
