using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How something went on happening.</summary>
public sealed record EventSeries
{
    [Field(1, "How often.")]
    public int Count { get; init; }

    [Field(2, "When it last did.", Microseconds = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
