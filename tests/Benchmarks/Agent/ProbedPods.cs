using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Probes;
using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>Pods as the agent probes them, each second. Disposing ends their probes.</summary>
internal sealed class ProbedPods : IDisposable
{
    private static readonly NoListener Nobody = new();
    private readonly ProbeRunner _runner = new(new ProbeRunnerOptions(), new Random(1), TimeProvider.System, NullLogger<ProbeRunner>.Instance);

    /// <summary>Probes an HTTP server under as many addresses of this machine as there are to be pods.</summary>
    public void AddHttp(int pods, int port)
    {
        for (var pod = 0; pod < pods; pod++)
        {
            var probe = new Probe { HttpGet = new HttpGetAction { Port = port, Path = "/healthz" }, PeriodSeconds = 1 };
            Watch($"http-{pod}", $"127.1.{pod / 250}.{1 + (pod % 250)}", probe, NoCommand);
        }
    }

    /// <summary>Probes a container by so many commands each second, which share what the pod gets.</summary>
    public void AddCommands(string pod, int probes, ImmutableArray<string> line, TimeSpan timeout, ProbeCommand command)
    {
        for (var number = 0; number < probes; number++)
        {
            var probe = new Probe { Exec = new ExecAction { Command = line }, PeriodSeconds = 1, TimeoutSeconds = (int)timeout.TotalSeconds };
            Watch(pod, "127.0.0.1", probe, command);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private static Task<ProbeCommandResult> NoCommand(ImmutableArray<string> command, Action running, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This pod is not probed by commands.");

    // Liveness, because its first probe is anywhere within the period, as that of a container that has run for long.
    private void Watch(string pod, string address, Probe probe, ProbeCommand command)
    {
        var target = new ProbeTarget
        {
            PodUid = pod,
            Container = new Container { Name = "main", LivenessProbe = probe with { FailureThreshold = int.MaxValue } },
            Address = address,
            StartedAt = TimeProvider.System.GetUtcNow(),
            Command = command,
        };
        _runner.Watch(target, Nobody);
    }

    private sealed class NoListener : IProbeListener
    {
        public void Changed(ProbeVerdict verdict)
        {
        }

        public void Happened(ProbeEvent probeEvent)
        {
        }
    }
}
