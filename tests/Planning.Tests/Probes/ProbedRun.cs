using Orchestrator.Planning.Probes;

namespace Orchestrator.Planning.Tests.Probes;

/// <summary>One run of a container and its probes on a clock that the test drives. Times are seconds since the run started.</summary>
internal sealed class ProbedRun
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ContainerProbes _probes;
    private readonly Func<ProbeKind, double, ProbeOutcome> _answer;
    private readonly Func<ProbeKind, double> _duration;
    private double _now;

    /// <param name="probes">The container's probes.</param>
    /// <param name="answer">How a probe ends that begins at a time.</param>
    /// <param name="beginsAt">When probing begins.</param>
    /// <param name="phase">Where within their periods the first probes are.</param>
    /// <param name="known">What was known before.</param>
    /// <param name="duration">How long a probe takes; no time at all if null.</param>
    public ProbedRun(
        ContainerProbes probes,
        Func<ProbeKind, double, ProbeOutcome> answer,
        double beginsAt = 0,
        double phase = 0,
        ProbeVerdict? known = null,
        Func<ProbeKind, double>? duration = null)
    {
        (_probes, _answer, _duration, _now) = (probes, answer, duration ?? (_ => 0), beginsAt);
        State = ProbePlanner.Begin(probes, Epoch, At(beginsAt), phase, known);
    }

    public ProbeState State { get; private set; }

    public ProbeVerdict Verdict => State.Verdict;

    /// <summary>The probes that have run: which, when it began, how it ended.</summary>
    public List<(ProbeKind Kind, double At, ProbeOutcome Outcome)> Ran { get; } = [];

    /// <summary>The verdicts in their order, each with the time from which it stood.</summary>
    public List<(double At, ProbeVerdict Verdict)> Verdicts { get; } = [];

    /// <summary>When a probe is due next; null if never.</summary>
    public double? DueAt(ProbeKind kind) => State[kind].DueAt is { } due ? (due - Epoch).TotalSeconds : null;

    /// <summary>When the probes of a kind began.</summary>
    public double[] Times(ProbeKind kind) => [.. Ran.Where(ran => ran.Kind == kind).Select(ran => ran.At)];

    /// <summary>The pod begins to end.</summary>
    public void End() => State = ProbePlanner.End(State);

    /// <summary>Runs what is due until a time, that time included, one probe after the other.</summary>
    public ProbedRun Until(double end)
    {
        while (NextUntil(end) is { } kind)
        {
            Step(kind);
        }

        return this;
    }

    private ProbeKind? NextUntil(double end)
    {
        var due = Enum.GetValues<ProbeKind>().Where(kind => DueAt(kind) <= end).ToList();
        return due.Count == 0 ? null : due.MinBy(kind => DueAt(kind));
    }

    private void Step(ProbeKind kind)
    {
        var began = Math.Max(_now, DueAt(kind)!.Value);
        var outcome = _answer(kind, began);
        _now = began + _duration(kind);
        Ran.Add((kind, began, outcome));
        var before = State.Verdict;
        State = ProbePlanner.After(_probes, State, kind, outcome, $"{kind} at {began}", At(_now));
        if (State.Verdict != before)
        {
            Verdicts.Add((_now, State.Verdict));
        }
    }

    private static DateTimeOffset At(double seconds) => Epoch + TimeSpan.FromSeconds(seconds);
}
