namespace Orchestrator.Contracts.Recording;

/// <summary>Something that happened to an object, for people to read with <c>kubectl describe</c> and <c>kubectl get events</c>.</summary>
public sealed record EventRecord
{
    /// <summary>What it happened to.</summary>
    public required ObjectReference Involved { get; init; }

    /// <summary>Whether it needs attention.</summary>
    public EventType Type { get; init; }

    /// <summary>A word in UpperCamelCase that programs compare, such as <c>FailedScheduling</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>A sentence for people. The same message again raises the Event's count, so what varies from time to time does not belong here.</summary>
    public required string Message { get; init; }

    /// <summary>The part of the orchestrator that says so, such as <c>scheduler</c>.</summary>
    public required string Component { get; init; }

    /// <summary>The machine it happened on, or empty.</summary>
    public string Host { get; init; } = "";

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }
}
