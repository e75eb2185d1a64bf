namespace Orchestrator.Planning.Probes;

/// <summary>All that the probes of one run of a container have found out. A new run begins with a new state.</summary>
public sealed record ProbeState
{
    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where within their periods the first probes are, from 0 to 1, so that the probes of many containers spread.</summary>
    public required double Phase { get; init; }

    /// <summary>What is known now.</summary>
    public required ProbeVerdict Verdict { get; init; }

    /// <summary>How far the startup probe has come.</summary>
    public ProbeTrack Startup { get; init; } = new();

    /// <summary>How far the readiness probe has come.</summary>
    public ProbeTrack Readiness { get; init; } = new();

    /// <summary>How far the liveness probe has come.</summary>
    public ProbeTrack Liveness { get; init; } = new();

    /// <summary>How far the probe of a kind has come.</summary>
    public ProbeTrack this[ProbeKind kind] => kind switch
    {
        ProbeKind.Startup => Startup,
        ProbeKind.Readiness => Readiness,
        ProbeKind.Liveness => Liveness,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are three kinds of probes."),
    };

    /// <summary>The same, but for one probe.</summary>
    public ProbeState With(ProbeKind kind, ProbeTrack track) => kind switch
    {
        ProbeKind.Startup => this with { Startup = track },
        ProbeKind.Readiness => this with { Readiness = track },
        ProbeKind.Liveness => this with { Liveness = track },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are three kinds of probes."),
    };
}
