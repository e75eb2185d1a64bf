using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Probes;

/// <summary>
/// Runs the probes of all containers of a node. What waits for its time costs neither a task nor a timer; commands run apart from connections, and pods take turns.
/// What follows from the answers is decided by <see cref="ProbePlanner"/>.
/// </summary>
public sealed class ProbeRunner : IDisposable
{
    private readonly ConcurrentDictionary<ProbeWatch, bool> _watches = new();
    private readonly ProbeServices _services;
    private readonly Random _random;
    private readonly Lock _randomLock = new();

    /// <summary>Makes the runner of a node.</summary>
    /// <param name="options">What probes may use.</param>
    /// <param name="random">Spreads the first probes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where faults of the runner itself go.</param>
    public ProbeRunner(ProbeRunnerOptions options, Random random, TimeProvider time, ILogger<ProbeRunner> log)
    {
        _services = new ProbeServices(options, time, log);
        _random = random;
    }

    /// <summary>How many probes wait for their time.</summary>
    public int Waiting => _services.Schedule.Count;

    /// <summary>How many probes have begun and not ended.</summary>
    public int Running => _services.Connections.Count + _services.Commands.Count;

    /// <summary>Probes a run of a container until the watch is disposed. A run that follows needs a watch of its own, with which everything begins anew.</summary>
    /// <param name="target">The run.</param>
    /// <param name="listener">Hears what changes after this.</param>
    public ProbeWatch Watch(ProbeTarget target, IProbeListener listener)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(listener);
        var watch = new ProbeWatch(_services, target, listener, NextPhase(), forget: watch => _watches.TryRemove(watch, out _));
        _watches[watch] = true;
        watch.Begin();
        return watch;
    }

    /// <summary>Ends all watches.</summary>
    public void Dispose()
    {
        foreach (var watch in _watches.Keys)
        {
            watch.Dispose();
        }

        _services.Dispose();
    }

    private double NextPhase()
    {
        lock (_randomLock)
        {
            return _random.NextDouble();
        }
    }
}
