using Orchestrator.Planning.Probes;
using static Orchestrator.Planning.Probes.ProbeOutcome;

namespace Orchestrator.Planning.Tests.Probes;

/// <summary>The examples of Kubernetes' documentation, and what it says in words.</summary>
public sealed class ProbePlannerTests
{
    [Fact]
    public void Container_without_probes_is_started_and_ready_at_once()
    {
        var run = new ProbedRun(new ContainerProbes(), (_, _) => Success).Until(3600);

        Assert.Equal(new ProbeVerdict(Started: true, Ready: true), run.Verdict);
        Assert.Empty(run.Ran);
    }

    [Fact]
    public void Readiness_probe_is_not_ready_until_its_first_success()
    {
        var run = new ProbedRun(new ContainerProbes { Readiness = Every(5, initialDelay: 5) }, (_, at) => at >= 10 ? Success : Failure);
        Assert.Equal(new ProbeVerdict(Started: true, Ready: false), run.Verdict);

        run.Until(20);

        Assert.Equal([5, 10, 15, 20], run.Times(ProbeKind.Readiness));
        Assert.Equal((10, new ProbeVerdict(Started: true, Ready: true)), Assert.Single(run.Verdicts));
    }

    // "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy": after 30 s three failures, 5 s apart, and the container is killed.
    [Fact]
    public void Liveness_probe_that_fails_three_times_in_a_row_asks_for_a_restart_and_then_is_silent()
    {
        var run = new ProbedRun(new ContainerProbes { Liveness = Every(5, initialDelay: 5) }, (_, at) => at < 30 ? Success : Failure).Until(300);

        Assert.Equal([5, 10, 15, 20, 25, 30, 35, 40], run.Times(ProbeKind.Liveness));
        var (at, verdict) = Assert.Single(run.Verdicts);
        Assert.Equal(40, at);
        Assert.Equal(new ProbeFailure(ProbeKind.Liveness, "Liveness at 40", null), verdict.Unhealthy);
        Assert.True(verdict.Ready);
    }

    // "failureThreshold: 30, periodSeconds: 10": the application has a maximum of 5 minutes to finish its startup.
    [Fact]
    public void Startup_probe_that_never_succeeds_asks_for_a_restart_after_threshold_times_period()
    {
        var probes = new ContainerProbes
        {
            Startup = Every(10) with { FailureThreshold = 30, TerminationGrace = TimeSpan.FromSeconds(7) },
            Readiness = Every(1),
            Liveness = Every(10) with { FailureThreshold = 1 },
        };

        var run = new ProbedRun(probes, (_, _) => Failure).Until(3600);

        Assert.Equal(30, run.Ran.Count);
        Assert.All(run.Ran, ran => Assert.Equal(ProbeKind.Startup, ran.Kind));
        var (at, verdict) = Assert.Single(run.Verdicts);
        Assert.Equal(290, at);
        Assert.Equal(new ProbeVerdict(Started: false, Ready: false, new ProbeFailure(ProbeKind.Startup, "Startup at 290", TimeSpan.FromSeconds(7))), verdict);
    }

    [Fact]
    public void Startup_probe_that_succeeds_lets_the_others_begin_and_never_runs_again()
    {
        var probes = new ContainerProbes { Startup = Every(10) with { FailureThreshold = 30 }, Readiness = Every(5), Liveness = Every(10) };

        var run = new ProbedRun(probes, (kind, at) => kind != ProbeKind.Startup || at >= 60 ? Success : Failure).Until(80);

        Assert.Equal([0, 10, 20, 30, 40, 50, 60], run.Times(ProbeKind.Startup));
        Assert.Equal([60, 65, 70, 75, 80], run.Times(ProbeKind.Readiness));
        Assert.Equal([60, 70, 80], run.Times(ProbeKind.Liveness));
        Assert.Equal([new ProbeVerdict(Started: true, Ready: false), new ProbeVerdict(Started: true, Ready: true)], run.Verdicts.Select(change => change.Verdict));
    }

    [Fact]
    public void Startup_probe_alone_makes_ready_when_it_succeeds()
    {
        var run = new ProbedRun(new ContainerProbes { Startup = Every(1) }, (_, at) => at >= 2 ? Success : Failure);
        Assert.Equal(new ProbeVerdict(Started: false, Ready: false), run.Verdict);

        Assert.Equal((2, new ProbeVerdict(Started: true, Ready: true)), Assert.Single(run.Until(60).Verdicts));
    }

    [Fact]
    public void Initial_delay_of_the_others_counts_from_the_start_of_the_container()
    {
        var probes = new ContainerProbes { Startup = Every(10), Readiness = Every(10, initialDelay: 25), Liveness = Every(10, initialDelay: 5) };

        var run = new ProbedRun(probes, (kind, at) => kind != ProbeKind.Startup || at >= 10 ? Success : Failure).Until(30);

        Assert.Equal([25], run.Times(ProbeKind.Readiness));
        Assert.Equal([10, 20, 30], run.Times(ProbeKind.Liveness));
    }

    [Theory]
    [InlineData("SSSS", 1, 3, "RRRR")]
    [InlineData("FFSF", 1, 3, "--RR")]
    [InlineData("SFFS", 1, 3, "RRRR")]
    [InlineData("SFFFS", 1, 3, "RRR-R")]
    [InlineData("SFFUF", 1, 3, "RRRR-")]
    [InlineData("SUUUUU", 1, 1, "RRRRRR")]
    [InlineData("UUU", 1, 1, "---")]
    [InlineData("SSFSFFS", 2, 2, "-RRRR--")]
    [InlineData("SFSFSS", 2, 1, "-----R")]
    [InlineData("SUS", 2, 1, "--R")]
    [InlineData("SSSF", 3, 1, "--R-")]
    public void Readiness_follows_from_the_thresholds(string outcomes, int successes, int failures, string readiness)
    {
        var probes = new ContainerProbes { Readiness = Every(1) with { SuccessThreshold = successes, FailureThreshold = failures } };
        var seen = "";
        var run = new ProbedRun(probes, (_, at) => Parse(outcomes[(int)at]));
        for (var at = 0; at < outcomes.Length; at++)
        {
            seen += run.Until(at).Verdict.Ready ? 'R' : '-';
        }

        Assert.Equal(readiness, seen);
    }

    [Theory]
    [InlineData("SFFSFFSFFS", 3, null)]
    [InlineData("SFFFS", 3, 3)]
    [InlineData("F", 1, 0)]
    [InlineData("FUFUF", 3, 4)]
    [InlineData("UUUUUUUU", 1, null)]
    public void Liveness_follows_from_the_threshold(string outcomes, int failures, int? restartAt)
    {
        var probes = new ContainerProbes { Liveness = Every(1) with { FailureThreshold = failures } };

        var run = new ProbedRun(probes, (_, at) => Parse(outcomes[(int)at])).Until(outcomes.Length - 1);

        Assert.Equal(restartAt is { } at ? [at] : [], run.Verdicts.Select(change => (int)change.At));
    }

    [Fact]
    public void Run_after_a_restart_begins_everything_anew()
    {
        var probes = new ContainerProbes { Startup = Every(1), Readiness = Every(1), Liveness = Every(1, initialDelay: 3) };
        var first = new ProbedRun(probes, (kind, at) => kind == ProbeKind.Liveness && at > 4 ? Failure : Success).Until(10);
        Assert.NotNull(first.Verdict.Unhealthy);

        var second = new ProbedRun(probes, (_, _) => Success);

        Assert.Equal(new ProbeVerdict(Started: false, Ready: false), second.Verdict);
        Assert.Equal([0.0, 0.0, 3.0], second.Until(3).Ran.GroupBy(ran => ran.Kind).Select(kind => kind.Min(ran => ran.At)));
    }

    [Fact]
    public void Run_that_is_known_from_before_keeps_what_was_known_until_probes_say_otherwise()
    {
        var probes = new ContainerProbes { Startup = Every(1), Readiness = Every(10), Liveness = Every(10) };

        var run = new ProbedRun(probes, (_, _) => Failure, beginsAt: 1000, phase: 0.5, known: new ProbeVerdict(Started: true, Ready: true));
        Assert.Equal(new ProbeVerdict(Started: true, Ready: true), run.Verdict);
        run.Until(1100);

        Assert.Empty(run.Times(ProbeKind.Startup));
        Assert.Equal([1005, 1015, 1025], run.Times(ProbeKind.Readiness).Take(3));
        Assert.Equal((1025, new ProbeVerdict(Started: true, Ready: false)), run.Verdicts[0]);
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(0.5, 5.5, 10)]
    [InlineData(0.99, 5.99, 14.9)]
    public void First_probes_are_spread_within_the_period(double phase, double readiness, double liveness)
    {
        var probes = new ContainerProbes { Readiness = Every(10, initialDelay: 5), Liveness = Every(10, initialDelay: 5) };

        var run = new ProbedRun(probes, (_, _) => Success, phase: phase);

        Assert.Equal(readiness, run.DueAt(ProbeKind.Readiness)!.Value, 6);
        Assert.Equal(liveness, run.DueAt(ProbeKind.Liveness)!.Value, 6);
    }

    [Fact]
    public void Probe_that_takes_longer_than_its_period_leaves_out_what_it_slept_through_and_keeps_the_pace()
    {
        var slow = 2.5;
        var run = new ProbedRun(new ContainerProbes { Liveness = Every(1) }, (_, _) => Success, duration: _ => slow);
        run.Until(3);
        slow = 0.2;

        run.Until(8);

        Assert.Equal([0, 3, 6, 7, 8], run.Times(ProbeKind.Liveness));
    }

    [Fact]
    public void Pod_that_is_ending_restarts_nothing_and_its_readiness_is_still_probed()
    {
        var probes = new ContainerProbes { Readiness = Every(1), Liveness = Every(1) };
        var run = new ProbedRun(probes, (_, at) => at < 3 ? Success : Failure).Until(4);

        run.End();
        run.Until(10);

        Assert.Equal([0, 1, 2, 3, 4], run.Times(ProbeKind.Liveness));
        Assert.Equal(11, run.Times(ProbeKind.Readiness).Length);
        Assert.Equal(new ProbeVerdict(Started: true, Ready: false), run.Verdict);
    }

    [Fact]
    public void Answer_that_comes_after_the_end_changes_nothing()
    {
        var probes = new ContainerProbes { Liveness = Every(1) with { FailureThreshold = 1 } };
        var ended = ProbePlanner.End(ProbePlanner.Begin(probes, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0));

        Assert.Equal(ended, ProbePlanner.After(probes, ended, ProbeKind.Liveness, Failure, "too late", DateTimeOffset.UnixEpoch));
    }

    private static ProbeSettings Every(double period, double initialDelay = 0) =>
        new() { Period = TimeSpan.FromSeconds(period), InitialDelay = TimeSpan.FromSeconds(initialDelay) };

    private static ProbeOutcome Parse(char outcome) => outcome switch
    {
        'S' => Success,
        'F' => Failure,
        _ => Unknown,
    };
}
