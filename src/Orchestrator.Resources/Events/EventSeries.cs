using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Events;

/// <summary>How something went on happening.</summary>
public sealed record EventSeries
{
    [Field(1, "How often.", Always = true)]
    public int Count { get; init; }

    [Field(2, "When it last did.", Always = true, Microseconds = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
