using System.Net;
using Orchestrator.Resources.Core;
using Orchestrator.Simulations.Engines;
using Orchestrator.Simulations.Kernel;
using Orleans;

namespace Orchestrator.Simulations.Silos;

/// <summary>A machine of the cluster. Its silo comes and goes, as a service that is started again when it ends; its engine stays.</summary>
internal sealed class Machine(Cluster cluster, string name, bool isControl, bool isWorker, int number)
{
    // Within a lease, with what is then left of it for an agent that starts and has yet to stop what must not run twice.
    private static readonly TimeSpan AwayMax = TimeSpan.FromSeconds(60);

    private readonly List<SiloProcess> _lives = [];
    private readonly Dictionary<string, (string Uid, long At)> _deletions = new(StringComparer.Ordinal);
    private SiloProcess? _silo;
    private long _downAt;
    private long _stopsPodsAt;

    public string Name => name;

    public bool IsControl => isControl;

    public bool IsWorker => isWorker;

    public IPAddress Address { get; } = new([10, 1, 0, (byte)(number + 1)]);

    public EngineHost? Engine { get; } = isWorker ? new EngineHost(cluster.Simulation, name) : null;

    /// <summary>How far the wall clock is ahead.</summary>
    public TimeSpan ClockAhead { get; private set; }

    /// <summary>Told when its silo says that it cannot go on.</summary>
    public event Action? GaveUp;

    /// <summary>The silo's process; null while none runs.</summary>
    public SimulatedProcess? Process => _silo?.Process;

    public bool IsUp => _silo is { IsStarted: true, Process.IsFrozen: false };

    /// <summary>
    /// Whether its agent is away for so long, or was and has just come back, that pods which must not run twice may be given up while they run: nobody was there to stop them.
    /// </summary>
    public bool HasNobodyToStopPods =>
        _silo is null ? cluster.Simulation.Time.Now - _downAt > AwayMax.Ticks : cluster.Simulation.Time.Now < _stopsPodsAt;

    /// <summary>How often its silo was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Calls grains from this machine, as a gateway does; null while its silo does not serve.</summary>
    public IGrainFactory? Grains => IsUp ? _silo!.Grains : null;

    public IReadOnlyCollection<SiloProcess> Lives => _lives;

    /// <summary>Of which pod of that name the agent was last handed the deletion, and when; null where it was not.</summary>
    public (string Uid, long At)? DeletionSeen(string pod) => _deletions.TryGetValue(pod, out var seen) ? seen : null;

    /// <summary>The agent was handed a pod.</summary>
    public void Saw(Pod pod)
    {
        var (name, uid) = (pod.Metadata.Name, pod.Metadata.Uid);
        if (_deletions.TryGetValue(name, out var seen) && seen.Uid != uid)
        {
            _deletions.Remove(name);
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            _deletions.TryAdd(name, (uid, cluster.Simulation.Time.Now));
        }
    }

    /// <summary>Starts a silo; one that cannot start is started again.</summary>
    public void Start()
    {
        if (_silo is not null)
        {
            return;
        }

        if (HasNobodyToStopPods)
        {
            _stopsPodsAt = cluster.Simulation.Time.Now + AwayMax.Ticks;
        }

        Starts++;
        cluster.Simulation.Note(name, "starts");
        _deletions.Clear();
        var silo = new SiloProcess(cluster, this);
        silo.Process.Clock.Ahead = ClockAhead;
        _silo = silo;
        _lives.Add(silo);
        _ = cluster.Simulation.World.RunAsync(() => StartAsync(silo));
    }

    /// <summary>Ends the silo's process as <c>kill -9</c> does, and starts another after a time.</summary>
    public void Crash(TimeSpan? startAfter)
    {
        if (_silo is { } silo)
        {
            cluster.Simulation.Note(name, "crashes");
            End(silo, startAfter);
        }
    }

    /// <summary>Stops the silo in order, and starts another after a time.</summary>
    public async Task RestartAsync(TimeSpan startAfter)
    {
        if (_silo is { IsStarted: true } silo)
        {
            cluster.Simulation.Note(name, "stops");
            var allowed = cluster.Simulation.DelayAsync(TimeSpan.FromSeconds(60));
            await Task.WhenAny(silo.StopAsync(), allowed);
            if (ReferenceEquals(_silo, silo))
            {
                End(silo, startAfter);
            }
        }
    }

    public void JumpClock(TimeSpan by)
    {
        ClockAhead += by;
        if (_silo is { } silo)
        {
            silo.Process.Clock.Ahead = ClockAhead;
        }
    }

    /// <summary>The silo says that it cannot go on.</summary>
    public void GiveUp(SiloProcess silo, string reason)
    {
        if (ReferenceEquals(_silo, silo))
        {
            cluster.Simulation.Note(name, $"gives up: {reason}");
            GaveUp?.Invoke();
            End(silo, TimeSpan.FromSeconds(1));
        }
    }

    private async Task StartAsync(SiloProcess silo)
    {
        try
        {
            await silo.StartAsync();
            cluster.Simulation.Note(name, "started");
        }
        catch (Exception failure) when (!silo.Process.IsDead)
        {
            cluster.Simulation.Note(name, $"cannot start: {failure.Message}");
            End(silo, TimeSpan.FromSeconds(2));
        }
    }

    private void End(SiloProcess silo, TimeSpan? startAfter)
    {
        _silo = null;
        _downAt = cluster.Simulation.Time.Now;
        silo.Process.Kill();
        cluster.Network.Bury(silo.Process);
        cluster.Database.Reconnect(silo.Process);
        if (startAfter is { } delay)
        {
            cluster.Simulation.After(delay, Start);
        }
    }
}
