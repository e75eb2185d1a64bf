using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Probes;
using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>A runner on a clock that the test drives.</summary>
internal sealed class ProbeBench(ProbeRunnerOptions? options = null) : IDisposable
{
    public ManualTimeProvider Clock { get; } = new();

    public ProbeRunner Runner => field ??= new ProbeRunner(options ?? new ProbeRunnerOptions(), new Random(1), Clock, NullLogger<ProbeRunner>.Instance);

    /// <summary>A command that nobody runs.</summary>
    public static ProbeCommand NoCommand { get; } = (_, _, _) => throw new InvalidOperationException("no command is run here");

    /// <summary>Watches a container that has started just now.</summary>
    public (ProbeWatch Watch, HeardProbes Heard) Watch(Container container, ProbeCommand? command = null, string pod = "uid-web", ProbeVerdict? known = null)
    {
        var heard = new HeardProbes();
        var target = new ProbeTarget
        {
            PodUid = pod,
            Container = container,
            Address = "127.0.0.1",
            StartedAt = Clock.GetUtcNow(),
            Command = command ?? NoCommand,
            Known = known,
        };
        return (Runner.Watch(target, heard), heard);
    }

    /// <summary>Asks once by a readiness probe, and returns what it said: empty for a plain success.</summary>
    public async Task<(bool Ready, string Said)> AskOnceAsync(Probe probe, Container? container = null, ProbeCommand? command = null)
    {
        var (watch, heard) = Watch((container ?? new Container { Name = "web" }) with { ReadinessProbe = probe with { FailureThreshold = 1 } }, command);
        using (watch)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Support.World.UntilAsync(() => heard.Count > 0, "the probe has an answer");
            return (watch.Verdict.Ready, string.Join('\n', heard.Events));
        }
    }

    public void Dispose() => Runner.Dispose();
}
