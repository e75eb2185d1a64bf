using System.Globalization;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>2,000 HTTP probes a second for a minute: how late they are, and what they cost our process.</summary>
internal static class HttpProbes
{
    private const int PerSecond = 2000;
    private const double LateTargetMilliseconds = 100;
    private const double CoresTarget = 1;
    private const double LeastPart = 0.99;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    /// <summary>The figures, of one run.</summary>
    public static IEnumerable<IMeasurement> Measurements()
    {
        var run = new Derived<Outcome>.Run(MeasureAsync);
        yield return new Derived<Outcome>("agent.probes-http-late", run, Late);
        yield return new Derived<Outcome>("agent.probes-http-cpu", run, Cores);
    }

    private static Figure Late(Outcome outcome) => new()
    {
        Name = "",
        Value = Percentile.Of(outcome.LateMilliseconds, 0.99),
        Unit = "ms",
        Target = LateTargetMilliseconds,
        Samples = new Dictionary<string, IReadOnlyList<double>> { ["late_ms"] = outcome.LateMilliseconds },
        Notes = [Describe(outcome), string.Create(
            CultureInfo.InvariantCulture,
            $"median {Median.Of(outcome.LateMilliseconds):0.0} ms, 99.9 % within {Percentile.Of(outcome.LateMilliseconds, 0.999):0.0} ms, most {outcome.LateMilliseconds.Max():0.0} ms")],
    };

    private static Figure Cores(Outcome outcome) => new()
    {
        Name = "",
        Value = outcome.Cores,
        Unit = "cores",
        Target = CoresTarget,
        Samples = new Dictionary<string, IReadOnlyList<double>> { ["ours_cores"] = [outcome.Cores], ["server_cores"] = [outcome.ServerCores] },
        Notes = [Describe(outcome), string.Create(CultureInfo.InvariantCulture, $"the servers' process, not counted: {outcome.ServerCores:0.00} cores")],
    };

    private static string Describe(Outcome outcome) => string.Create(
        CultureInfo.InvariantCulture, $"{outcome.LateMilliseconds.Count} probes in {outcome.Seconds:0.0} s, {outcome.Answers} answered, {outcome.Failures} failed");

    private static async Task<Outcome> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var server = await AnswerServer.StartAsync(cancellationToken);
        using var meter = new ProbeMeter("http");
        using var pods = new ProbedPods();
        pods.AddHttp(PerSecond, server.Port);
        await Task.Delay(WarmUp, TimeProvider.System, cancellationToken);

        meter.Take();
        var (ours, theirs, answers) = (ProcessorTime.OfProcess(Environment.ProcessId), ProcessorTime.OfProcess(server.ProcessId), await server.AnswersAsync(cancellationToken));
        var began = TimeProvider.System.GetTimestamp();
        await Task.Delay(Minute, TimeProvider.System, cancellationToken);
        var (late, failures) = meter.Take();
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var outcome = new Outcome
        {
            LateMilliseconds = late,
            Failures = failures,
            Seconds = seconds,
            Cores = (ProcessorTime.OfProcess(Environment.ProcessId) - ours) / seconds,
            ServerCores = (ProcessorTime.OfProcess(server.ProcessId) - theirs) / seconds,
            Answers = await server.AnswersAsync(cancellationToken) - answers,
        };

        // A probe that misses its whole period is left out, so lateness alone would hide it.
        return outcome.Answers >= PerSecond * seconds * LeastPart
            ? outcome
            : throw new MeasurementException($"Of {PerSecond * seconds:0} probes only {outcome.Answers} were answered, {outcome.Failures} failed.");
    }

    private sealed record Outcome
    {
        public required IReadOnlyList<double> LateMilliseconds { get; init; }

        public required long Failures { get; init; }

        public required double Seconds { get; init; }

        public required double Cores { get; init; }

        public required double ServerCores { get; init; }

        public required long Answers { get; init; }
    }
}
