using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Probes.Probers;

namespace Orchestrator.Agent.Probes;

/// <summary>What all probes of a node share.</summary>
internal sealed class ProbeServices : IDisposable
{
    private long _number;

    public ProbeServices(ProbeRunnerOptions options, TimeProvider time, ILogger log)
    {
        (Options, Log) = (options, log);
        Clock = new SteadyClock(time);
        Commands = new ProbeLane(options.ParallelCommands, options.CommandsMax, options.CommandsPerPodMax);
        Connections = new ProbeLane(options.ConnectionsMax, options.ConnectionsMax, options.ConnectionsPerPodMax);
        Schedule = new ProbeSchedule(Clock, probe => probe.Begin());
    }

    public ProbeRunnerOptions Options { get; }

    public ILogger Log { get; }

    public SteadyClock Clock { get; }

    public ProbeHttp Http { get; } = new();

    /// <summary>Where commands run, apart from the rest: the engine is slow, and connections need not wait for it.</summary>
    public ProbeLane Commands { get; }

    public ProbeLane Connections { get; }

    public ProbeSchedule Schedule { get; }

    public long NextNumber() => Interlocked.Increment(ref _number);

    /// <inheritdoc/>
    public void Dispose()
    {
        Schedule.Dispose();
        Http.Dispose();
    }
}
