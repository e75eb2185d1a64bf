using Orchestrator.Agent.Probes.Probers;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Planning.Probes;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Agent.Probes;

/// <summary>One probe of a run: it waits for its time, then for a place, asks, and hands the answer to its watch. It is at one of these at a time.</summary>
internal sealed class WatchedProbe : IThreadPoolWorkItem
{
    private readonly ProbeWatch _watch;
    private readonly IProber _prober;
    private readonly ProbeSettings _settings;
    private readonly ProbeServices _services;
    private readonly ProbeTags _tags;
    private readonly bool _slowMayYield;

    /// <summary>Makes a probe that waits for nothing yet.</summary>
    public WatchedProbe(ProbeWatch watch, ProbeKind kind, ProbeSettings settings, (IProber Prober, ProbeMechanism Mechanism) way, ProbeServices services)
    {
        (_watch, Kind, _settings, _services) = (watch, kind, settings, services);
        _prober = way.Prober;
        _tags = new ProbeTags(kind, way.Mechanism);
        _slowMayYield = way.Mechanism == ProbeMechanism.Exec;
        Lane = _slowMayYield ? services.Commands : services.Connections;
        Number = services.NextNumber();
    }

    /// <summary>What it finds out.</summary>
    public ProbeKind Kind { get; }

    /// <summary>Whose probe it is.</summary>
    public string PodUid => _watch.PodUid;

    /// <summary>Tells it from those that are due at the same time.</summary>
    public long Number { get; }

    /// <summary>Where it gets its place.</summary>
    public ProbeLane Lane { get; }

    /// <summary>Its time. The schedule's alone to set, because it is kept in its order.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Whether it has a place in its lane; the lane's alone to set.</summary>
    public bool HasPlace { get; set; }

    /// <summary>Whether the schedule has it; the schedule's alone to set.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether its time has come and it has not handed its answer over yet; the watch's alone to set.</summary>
    public bool IsOut { get; set; }

    /// <summary>Its time has come.</summary>
    public void Begin()
    {
        if (_watch.SendOut(this))
        {
            Lane.Enter(this);
        }
    }

    /// <inheritdoc/>
    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        var late = _services.Clock.Now - DueAt;
        ProbeAnswer? answer = null;
        try
        {
            answer = _watch.StillAsks(this) ? await MeasureAsync(late) : null;
        }
        finally
        {
            // Whatever became of it, its place is free for others, and it has another turn.
            Lane.Leave(this);
            _watch.Take(this, answer);
        }
    }

    private async Task<ProbeAnswer> MeasureAsync(TimeSpan late)
    {
        ProbeTelemetry.Lateness.Record(late.TotalSeconds, _tags.Mechanism);
        using var limit = new CancellationTokenSource(TimerWait.Bounded(_settings.Timeout), _services.Clock.Time);
        await using var ended = _watch.Ended.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        var answer = await AskAsync(limit.Token);
        if (!_watch.Ended.IsCancellationRequested)
        {
            ProbeTelemetry.Runs.Add(1, _tags.Of(answer));
        }

        return answer;
    }

    private async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        await using var slow = _slowMayYield
            ? _services.Clock.Time.CreateTimer(_ => Lane.YieldPlace(this), null, _services.Options.CommandSlowAfter, Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            return await _prober.AskAsync(cancellationToken);
        }
#pragma warning disable CA1031 // A prober that breaks must not end the probes of its container; the log has the whole of it, and the event its message.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ProbeLog.ProberBroke(_services.Log, exception, Kind);
            return ProbeAnswer.Unknown(exception.Message);
        }
    }
}
