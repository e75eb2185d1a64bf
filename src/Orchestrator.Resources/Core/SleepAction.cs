using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A wait.</summary>
public sealed record SleepAction
{
    [Field(1, "How long, in seconds.", Always = true)]
    public long Seconds { get; init; }
}
