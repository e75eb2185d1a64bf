using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Planning.Tests.Probes;

/// <summary>What must hold for every container and whatever its probes answer. A seed stands for one history.</summary>
public sealed class ProbeProperties
{
    private const double Length = 200;
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Ready_never_before_started() => ForAllRuns((_, run) =>
        Assert.All(run.Verdicts, change => Assert.True(change.Verdict.Started || !change.Verdict.Ready, $"at {change.At}")));

    [Fact]
    public void Startup_gates_the_others() => ForAllRuns((probes, run) =>
    {
        if (probes.Startup is null)
        {
            Assert.Empty(run.Times(ProbeKind.Startup));
            return;
        }

        var started = run.Verdicts.Where(change => change.Verdict.Started).Select(change => (double?)change.At).FirstOrDefault() ?? double.PositiveInfinity;
        Assert.All(run.Ran, ran => Assert.True(ran.Kind == ProbeKind.Startup ? ran.At <= started : ran.At >= started, $"{ran} but started at {started}"));
    });

    [Fact]
    public void Probes_keep_their_pace_and_their_initial_delay() => ForAllRuns((probes, run) =>
    {
        foreach (var kind in Enum.GetValues<ProbeKind>())
        {
            var times = run.Times(kind);
            Assert.All(times, at => Assert.True(at >= probes[kind]!.InitialDelay.TotalSeconds, $"{kind} at {at}"));
            Assert.All(times.Zip(times.Skip(1)), pair =>
                Assert.Equal(probes[kind]!.Period.TotalSeconds, pair.Second - pair.First, 3));
        }
    });

    [Fact]
    public void Restart_is_asked_for_exactly_when_the_threshold_is_reached() => ForAllRuns((probes, run) =>
    {
        var asked = run.Verdict.Unhealthy;
        foreach (var kind in (ProbeKind[])[ProbeKind.Startup, ProbeKind.Liveness])
        {
            var reached = LongestEnd(run, kind) >= (probes[kind]?.FailureThreshold ?? int.MaxValue);
            Assert.Equal(reached, asked?.Kind == kind);
        }
    });

    [Fact]
    public void Readiness_is_what_the_last_streak_that_was_long_enough_says() => ForAllRuns((probes, run) =>
    {
        if (probes.Readiness is not { } settings)
        {
            Assert.Equal(run.Verdict.Started, run.Verdict.Ready);
            return;
        }

        var (ready, streak, last) = (false, 0, ProbeOutcome.Unknown);
        foreach (var (_, _, outcome) in run.Ran.Where(ran => ran.Kind == ProbeKind.Readiness && ran.Outcome != ProbeOutcome.Unknown))
        {
            streak = outcome == last ? streak + 1 : 1;
            last = outcome;
            var enough = streak >= (outcome == ProbeOutcome.Success ? settings.SuccessThreshold : settings.FailureThreshold);
            ready = enough ? outcome == ProbeOutcome.Success : ready;
        }

        Assert.Equal(ready, run.Verdict.Ready);
    });

    [Fact]
    public void Nothing_but_readiness_is_probed_after_a_restart_is_asked_for() => ForAllRuns((_, run) =>
    {
        var asked = run.Verdicts.Where(change => change.Verdict.Unhealthy is not null).Select(change => (double?)change.At).FirstOrDefault();
        Assert.All(run.Ran.Where(ran => ran.At > asked), ran => Assert.Equal(ProbeKind.Readiness, ran.Kind));
    });

    // How many failures in a row stand at the end of a probe's history.
    private static int LongestEnd(ProbedRun run, ProbeKind kind) => run.Ran
        .Where(ran => ran.Kind == kind && ran.Outcome != ProbeOutcome.Unknown)
        .Reverse()
        .TakeWhile(ran => ran.Outcome == ProbeOutcome.Failure)
        .Count();

    private static void ForAllRuns(Action<ContainerProbes, ProbedRun> check) => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var probes = new ContainerProbes { Startup = Maybe(random), Readiness = Maybe(random), Liveness = Maybe(random) };
        var failing = random.NextDouble();
        check(probes, new ProbedRun(probes, (_, _) => Answer(random, failing), phase: random.NextDouble()).Until(Length));
    }).Check(Many);

    private static ProbeOutcome Answer(Random random, double failing) =>
        random.Next(8) == 0 ? ProbeOutcome.Unknown : random.NextDouble() < failing ? ProbeOutcome.Failure : ProbeOutcome.Success;

    private static ProbeSettings? Maybe(Random random) => random.Next(4) == 0 ? null : new ProbeSettings
    {
        InitialDelay = TimeSpan.FromSeconds(random.Next(0, 20)),
        Period = TimeSpan.FromSeconds(random.Next(1, 15)),
        SuccessThreshold = random.Next(1, 4),
        FailureThreshold = random.Next(1, 5),
    };
}
