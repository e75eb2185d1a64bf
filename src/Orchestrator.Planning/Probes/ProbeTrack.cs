namespace Orchestrator.Planning.Probes;

/// <summary>How far one probe of a run has come.</summary>
public sealed record ProbeTrack
{
    /// <summary>When it runs next; null while it has to wait for something else than time, or for good.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How it ended last, leaving out probes that could not be carried out; null before the first.</summary>
    public ProbeOutcome? Last { get; init; }

    /// <summary>How often in a row it has ended so.</summary>
    public int Streak { get; init; }
}
