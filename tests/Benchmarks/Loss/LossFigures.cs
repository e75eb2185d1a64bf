using System.Globalization;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>A machine of three with 30 replicas is lost: when that is decided, how quickly the replacements start, and when all run again, beside Docker Swarm.</summary>
internal static class LossFigures
{
    private const double DecidedTargetSeconds = 3;
    private const double StartTarget = 1.3;
    private const double RunningTarget = 1;

    /// <summary>The figures of each mishap.</summary>
    public static IEnumerable<IMeasurement> Measurements(int rounds) => Mishap.All.SelectMany(mishap => Measurements(mishap, rounds));

    private static IEnumerable<IMeasurement> Measurements(Mishap mishap, int rounds)
    {
        var run = new Derived<LossOutcome>.Run(token => LossRun.TakeAsync(mishap, rounds, token));
        yield return new Derived<LossOutcome>($"cluster.{mishap.Name}-decided", run, Decided);
        yield return new Derived<LossOutcome>($"cluster.{mishap.Name}-started", run, Started);
        yield return new Derived<LossOutcome>($"cluster.{mishap.Name}-running", run, Running);
    }

    // The longest, because the target is a promise.
    private static Figure Decided(LossOutcome outcome) => new()
    {
        Name = "",
        Value = outcome.Ours.Max(sample => sample.DecidedSeconds),
        Unit = "s",
        Target = DecidedTargetSeconds,
        Samples = Samples("decided_s", outcome, sample => sample.DecidedSeconds),
        Notes = Notes("until the machine is given up", outcome, sample => sample.DecidedSeconds),
    };

    private static Figure Started(LossOutcome outcome)
    {
        var starting = outcome.Ours.ConvertAll(sample => sample.RunningSeconds - sample.DecidedSeconds);
        return new Figure
        {
            Name = "",
            Value = Median.Of(starting) / Median.Of(outcome.FloorSeconds),
            Unit = "ratio",
            Target = StartTarget,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["ours_s"] = starting, ["floor_s"] = outcome.FloorSeconds },
            Notes = [Describe("from the decision until all run", "ours", starting), Describe("the same containers by raw calls", "floor", outcome.FloorSeconds)],
        };
    }

    private static Figure Running(LossOutcome outcome) => new()
    {
        Name = "",
        Value = Median.Of(Of(outcome.Ours, sample => sample.RunningSeconds)) / Median.Of(Of(outcome.Swarm, sample => sample.RunningSeconds)),
        Unit = "ratio",
        Target = RunningTarget,
        Samples = Samples("running_s", outcome, sample => sample.RunningSeconds),
        Notes =
        [
            .. Notes("until all 30 run elsewhere", outcome, sample => sample.RunningSeconds),
            .. Notes("from the machine's return until it counts again", outcome, sample => sample.BackSeconds),
            .. Notes("from the machine's return until what was replaced has ended on it", outcome, sample => sample.DoubledSeconds),
        ],
    };

    private static Dictionary<string, IReadOnlyList<double>> Samples(string what, LossOutcome outcome, Func<LossSample, double> of) => new()
    {
        [$"ours_{what}"] = Of(outcome.Ours, of),
        [$"swarm_{what}"] = Of(outcome.Swarm, of),
        [$"quick_swarm_{what}"] = Of(outcome.QuickSwarm, of),
    };

    private static List<string> Notes(string what, LossOutcome outcome, Func<LossSample, double> of) =>
    [
        Describe(what, "ours", Of(outcome.Ours, of)),
        Describe(what, "Swarm", Of(outcome.Swarm, of)),
        Describe(what, "Swarm with a heartbeat of 1 s", Of(outcome.QuickSwarm, of)),
    ];

    private static List<double> Of(List<LossSample> samples, Func<LossSample, double> of) => samples.ConvertAll(sample => of(sample));

    private static string Describe(string what, string who, List<double> samples) => string.Create(
        CultureInfo.InvariantCulture, $"{what}, {who}: median {Median.Of(samples):F2} s of {samples.Count} (least {samples.Min():F2}, most {samples.Max():F2})");
}
