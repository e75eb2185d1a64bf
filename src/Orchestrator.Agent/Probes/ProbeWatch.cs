using Orchestrator.Agent.Probes.Probers;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Probes;

/// <summary>The probes of one run of a container, from <see cref="ProbeRunner.Watch"/> until it is disposed; then its listener hears nothing more.</summary>
public sealed class ProbeWatch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ProbeServices _services;
    private readonly IProbeListener _listener;
    private readonly ContainerProbes _probes;
    private readonly List<WatchedProbe> _watched = [];
    private readonly Action<ProbeWatch> _forget;
    private readonly CancellationTokenSource _ended = new();
    private ProbeState _state;
    private bool _disposed;

    internal ProbeWatch(ProbeServices services, ProbeTarget target, IProbeListener listener, double phase, Action<ProbeWatch> forget)
    {
        (_services, _listener, _forget) = (services, listener, forget);
        PodUid = target.PodUid;
        _probes = ContainerProbes.Of(target.Container);
        foreach (var kind in Enum.GetValues<ProbeKind>())
        {
            if (_probes[kind] is { } settings)
            {
                var way = ProberFactory.Make(services.Http, target, Declared(target.Container, kind)!);
                _watched.Add(new WatchedProbe(this, kind, settings, way, services));
            }
        }

        var clock = services.Clock;
        _state = ProbePlanner.Begin(_probes, clock.At(target.StartedAt), clock.Now, phase, target.Known);
    }

    /// <summary>What is known now. A container without probes is started and ready at once.</summary>
    public ProbeVerdict Verdict
    {
        get
        {
            lock (_lock)
            {
                return _state.Verdict;
            }
        }
    }

    internal string PodUid { get; }

    /// <summary>Cancelled when the watch is disposed.</summary>
    internal CancellationToken Ended => _ended.Token;

    /// <summary>The pod is ending: its readiness is probed on, and nothing is restarted any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _state = ProbePlanner.End(_state);
            Schedule();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _watched.ForEach(_services.Schedule.Remove);
        }

        _watched.ForEach(probe => probe.Lane.Withdraw(probe));
        _forget(this);

        // What is being asked ends on threads of its own, whoever disposes.
        _ = _ended.CancelAsync();
    }

    internal void Begin()
    {
        lock (_lock)
        {
            Schedule();
        }
    }

    /// <summary>A probe's time has come. False if it is out already, or has nothing to ask any more.</summary>
    internal bool SendOut(WatchedProbe probe)
    {
        lock (_lock)
        {
            if (_disposed || probe.IsOut || _state[probe.Kind].DueAt is null)
            {
                return false;
            }

            // It may have been set again between its time and now.
            _services.Schedule.Remove(probe);
            probe.IsOut = true;
            return true;
        }
    }

    /// <summary>Whether a probe that has got its place still has something to ask.</summary>
    internal bool StillAsks(WatchedProbe probe)
    {
        lock (_lock)
        {
            return !_disposed && _state[probe.Kind].DueAt is not null;
        }
    }

    /// <summary>Takes what a probe has found; null where it did not ask.</summary>
    internal void Take(WatchedProbe probe, ProbeAnswer? answer)
    {
        lock (_lock)
        {
            probe.IsOut = false;
            if (_disposed)
            {
                return;
            }

            if (answer is { } found && _state[probe.Kind].DueAt is not null)
            {
                Judge(probe.Kind, found);
            }

            Schedule();
        }
    }

    private void Judge(ProbeKind kind, ProbeAnswer answer)
    {
        var before = _state.Verdict;
        _state = ProbePlanner.After(_probes, _state, kind, answer.Outcome, answer.Output, _services.Clock.Now);
        try
        {
            if (EventOf(kind, answer) is { } happened)
            {
                _listener.Happened(happened);
            }

            if (_state.Verdict != before && !_disposed)
            {
                _listener.Changed(_state.Verdict);
            }
        }
#pragma warning disable CA1031 // The listener is somebody else's; its fault is logged, and must not end the probes of the container.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ProbeLog.ListenerBroke(_services.Log, exception, kind);
        }
    }

    private static Resources.Core.Probe? Declared(Resources.Core.Container container, ProbeKind kind) => kind switch
    {
        ProbeKind.Startup => container.StartupProbe,
        ProbeKind.Readiness => container.ReadinessProbe,
        _ => container.LivenessProbe,
    };

    private static ProbeEvent? EventOf(ProbeKind kind, ProbeAnswer answer) => answer.Outcome switch
    {
        ProbeOutcome.Failure => new ProbeEvent(ProbeMessages.UnhealthyReason, ProbeMessages.Failed(kind, answer.Output)),
        ProbeOutcome.Unknown => new ProbeEvent(ProbeMessages.UnhealthyReason, ProbeMessages.Errored(kind, answer.Output)),
        _ when answer.Noteworthy => new ProbeEvent(ProbeMessages.WarningReason, ProbeMessages.Warned(kind, answer.Output)),
        _ => null,
    };

    // A probe that is out comes back by itself; the others wait for the time that they are due.
    private void Schedule()
    {
        foreach (var probe in _watched.Where(probe => !probe.IsOut && !_disposed))
        {
            ScheduleOne(probe);
        }
    }

    private void ScheduleOne(WatchedProbe probe)
    {
        if (_state[probe.Kind].DueAt is { } due)
        {
            _services.Schedule.Set(probe, due);
        }
        else
        {
            _services.Schedule.Remove(probe);
        }
    }
}
