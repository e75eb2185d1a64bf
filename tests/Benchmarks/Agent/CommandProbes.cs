using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Agent.Probes;
using Orchestrator.Benchmarks.Engine;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Containers;
using Orchestrator.Containers.Docker;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>
/// More commands than the engine can run, from pods of which one wants far more than its share, with HTTP probes beside them: as many as 8 parallel raw calls get done,
/// shared fairly, and the HTTP probes on time. Rounds of ours and of raw calls alternate; the HTTP probes run through both.
/// </summary>
internal static class CommandProbes
{
    private const int Rounds = 4;
    private const int Pods = 16;
    private const int ProbesOfModest = 6;
    private const int ProbesOfGreedy = 90;
    private const int HttpPerSecond = 200;
    private const double RateTarget = 0.9;
    private const double ShareTarget = 0.8;
    private const double LateTargetMilliseconds = 100;
    private static readonly ImmutableArray<string> Line = ["true"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The figures, of one run.</summary>
    public static IEnumerable<IMeasurement> Measurements()
    {
        var run = new Derived<Outcome>.Run(MeasureAsync);
        yield return new Derived<Outcome>("agent.probes-exec", run, Rate);
        yield return new Derived<Outcome>("agent.probes-exec-share", run, Share);
        yield return new Derived<Outcome>("agent.probes-http-beside-exec", run, Late);
    }

    private static Figure Rate(Outcome outcome) => new()
    {
        Name = "",
        Value = Median.Of(outcome.Ours) / Median.Of(outcome.Raw),
        Unit = "ratio",
        Target = RateTarget,
        MoreIsBetter = true,
        Samples = new Dictionary<string, IReadOnlyList<double>> { ["ours_per_second"] = outcome.Ours, ["raw_per_second"] = outcome.Raw },
        Notes = [string.Create(CultureInfo.InvariantCulture, $"commands a second, medians of {Rounds}: ours {Median.Of(outcome.Ours):0.0}, raw {Median.Of(outcome.Raw):0.0}")],
    };

    // What a pod got of what it wanted, or of an equal share where it wanted more than that.
    private static Figure Share(Outcome outcome)
    {
        var equal = (double)outcome.ByPod.Sum() / Pods;
        var parts = outcome.ByPod.Select((ended, pod) => ended / Math.Min(equal, Wanted(pod))).ToList();
        return new Figure
        {
            Name = "",
            Value = parts.Min(),
            Unit = "ratio",
            Target = ShareTarget,
            MoreIsBetter = true,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["ended_by_pod"] = [.. outcome.ByPod.Select(ended => (double)ended)] },
            Notes = [string.Create(
                CultureInfo.InvariantCulture,
                $"commands by pod: the greedy one {outcome.ByPod[0]}, the others {outcome.ByPod.Skip(1).Min()} to {outcome.ByPod.Skip(1).Max()}; an equal share is {equal:0}")],
        };
    }

    private static Figure Late(Outcome outcome) => new()
    {
        Name = "",
        Value = Percentile.Of(outcome.LateBesideOurs, 0.99),
        Unit = "ms",
        Target = LateTargetMilliseconds,
        Samples = new Dictionary<string, IReadOnlyList<double>> { ["late_beside_ours_ms"] = outcome.LateBesideOurs, ["late_beside_raw_ms"] = outcome.LateBesideRaw },
        Notes = [string.Create(
            CultureInfo.InvariantCulture,
            $"{HttpPerSecond} HTTP probes a second: 99 % within {Percentile.Of(outcome.LateBesideOurs, 0.99):0.0} ms beside our commands, {Percentile.Of(outcome.LateBesideRaw, 0.99):0.0} ms beside raw ones")],
    };

    private static double Wanted(int pod) => (pod == 0 ? ProbesOfGreedy : ProbesOfModest) * Round.TotalSeconds * Rounds;

    private static async Task<Outcome> MeasureAsync(CancellationToken cancellationToken)
    {
        using var raw = new RawEngine(TestEnvironment.Docker);
        await using var services = new ServiceCollection().AddLogging().AddDockerEngine(options => options.Endpoint = TestEnvironment.Docker.OriginalString).BuildServiceProvider();
        await using var containers = await SleepingContainers.StartAsync(raw, Pods, cancellationToken);
        await using var server = await AnswerServer.StartAsync(cancellationToken);
        using var meter = new ProbeMeter("http");
        using var http = new ProbedPods();
        http.AddHttp(HttpPerSecond, server.Port);
        var commands = new RawCommands(raw, containers.Ids);
        var outcome = new Outcome();
        for (var round = 0; round < Rounds; round++)
        {
            await commands.RateAsync(Line, WarmUp, cancellationToken);
            meter.Take();
            outcome.Raw.Add(await commands.RateAsync(Line, Round, cancellationToken));
            outcome.LateBesideRaw.AddRange(meter.Take().LateMilliseconds);
            await OursAsync(outcome, services.GetRequiredService<IContainerEngine>(), containers.Ids, meter, cancellationToken);
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"round {round + 1} of {Rounds}: ours {outcome.Ours[^1]:F1} a second, raw {outcome.Raw[^1]:F1}"));
        }

        return outcome;
    }

    private static async Task OursAsync(Outcome outcome, IContainerEngine engine, IReadOnlyList<string> containers, ProbeMeter meter, CancellationToken cancellationToken)
    {
        var ended = new int[Pods];
        using var pods = new ProbedPods();
        for (var pod = 0; pod < Pods; pod++)
        {
            pods.AddCommands($"pod-{pod}", pod == 0 ? ProbesOfGreedy : ProbesOfModest, Line, Timeout, Counted(EngineCommands.Of(engine, containers[pod]), pod));
        }

        await Task.Delay(WarmUp, TimeProvider.System, cancellationToken);
        meter.Take();
        Array.Clear(ended);
        var began = TimeProvider.System.GetTimestamp();
        await Task.Delay(Round, TimeProvider.System, cancellationToken);
        int[] counted = [.. ended];
        outcome.Ours.Add(counted.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        outcome.LateBesideOurs.AddRange(meter.Take().LateMilliseconds);
        for (var pod = 0; pod < Pods; pod++)
        {
            outcome.ByPod[pod] += counted[pod];
        }

        ProbeCommand Counted(ProbeCommand command, int pod) => async (line, running, timeUp) =>
        {
            var result = await command(line, running, timeUp);
            Interlocked.Add(ref ended[pod], result.ExitCode == 0 ? 1 : 0);
            return result;
        };
    }

    private sealed class Outcome
    {
        public List<double> Raw { get; } = [];

        public List<double> Ours { get; } = [];

        public List<double> LateBesideRaw { get; } = [];

        public List<double> LateBesideOurs { get; } = [];

        public int[] ByPod { get; } = new int[Pods];
    }
}
