using Orchestrator.Planning.Containers;
using static Orchestrator.Planning.Tests.Containers.ContainerSamples;

namespace Orchestrator.Planning.Tests.Containers;

public sealed class ContainerPlannerTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Fact]
    public void Next_nothing_there_gets_its_image_and_then_its_first_run()
    {
        Assert.IsType<ContainerStep.EnsureImage>(Next("Always", View() with { ImageReady = false }, Now));
        var create = Assert.IsType<ContainerStep.Create>(Next("Always", View(), Now));
        Assert.Equal((0, null, 0), (create.Attempt, create.Backoff, create.Forget.Length));
    }

    [Fact]
    public void Next_made_is_started_and_running_is_left_alone()
    {
        Assert.Equal(new ContainerStep.Start("id0"), Next("Never", View(Run(0, RunState.Created)), Now));
        Assert.Equal(new ContainerStep.Wait(), Next("Always", View(Run(0, RunState.Running)), Now));
    }

    [Theory]
    [InlineData("Always", RunState.Exited, 0, true)]
    [InlineData("Always", RunState.Exited, 1, true)]
    [InlineData("Always", RunState.StartFailed, 0, true)]
    [InlineData("OnFailure", RunState.Exited, 0, false)]
    [InlineData("OnFailure", RunState.Exited, 137, true)]
    [InlineData("OnFailure", RunState.StartFailed, 0, true)]
    [InlineData("Never", RunState.Exited, 0, false)]
    [InlineData("Never", RunState.Exited, 1, false)]
    [InlineData("Never", RunState.StartFailed, 0, false)]
    public void Next_ended_starts_again_by_the_restart_policy(string policy, RunState state, int exitCode, bool again)
    {
        var view = View(Run(0, state, exitCode));

        Assert.Equal(again, Next(policy, view, Now) is ContainerStep.Create { Attempt: 1 });
        Assert.Equal(again ? Now : null, ContainerPlanner.NextStartAt(policy, view));
        if (!again)
        {
            Assert.Equal(new ContainerStep.Wait(), Next(policy, view, Now.AddDays(1)));
        }
    }

    [Fact]
    public void Next_crashing_waits_longer_each_time_and_never_starts_early()
    {
        var (at, delays) = (Now, new List<double>());
        TimeSpan? backoff = null;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var view = View(Run(attempt, RunState.Exited, 1) with { BackoffBefore = backoff, StartedAt = at.AddSeconds(-1), FinishedAt = at });
            var due = ContainerPlanner.NextStartAt("Always", view)!.Value;
            if (due > at)
            {
                Assert.Equal(new ContainerStep.Wait(due), Next("Always", view, due.AddMilliseconds(-1)));
            }

            var create = Assert.IsType<ContainerStep.Create>(Next("Always", view, due));
            Assert.Equal(attempt + 1, create.Attempt);
            backoff = create.Backoff;
            delays.Add((due - at).TotalSeconds);
            at = due.AddSeconds(1);
        }

        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300], delays);
    }

    [Fact]
    public void Next_ran_for_ten_minutes_starts_again_at_once()
    {
        var view = View(Run(5, RunState.Exited, 1, TimeSpan.FromMinutes(5)) with { StartedAt = Now.AddMinutes(-10) });

        Assert.Equal(TimeSpan.Zero, Assert.IsType<ContainerStep.Create>(Next("Always", view, Now)).Backoff);
    }

    [Fact]
    public void Next_ended_with_its_engine_starts_again_at_once()
    {
        var view = View(Run(5, RunState.Exited, 137, TimeSpan.FromMinutes(5)) with { EndedByEngine = true });

        Assert.IsType<ContainerStep.Create>(Next("Always", view, Now));
        Assert.Equal(new ContainerStep.Wait(), Next("Never", view, Now));
    }

    [Fact]
    public void Next_removed_by_somebody_runs_again_unless_it_must_run_only_once()
    {
        var lost = View() with { StartedAttempt = 3 };

        Assert.Equal(4, Assert.IsType<ContainerStep.Create>(Next("Always", lost, Now)).Attempt);
        Assert.Equal(4, Assert.IsType<ContainerStep.Create>(Next("OnFailure", lost, Now)).Attempt);
        Assert.Equal(new ContainerStep.Wait(), Next("Never", lost, Now));
    }

    [Fact]
    public void Next_new_run_keeps_only_the_last_one()
    {
        var view = View(Run(1, RunState.Exited), Run(2, RunState.Exited), Run(3, RunState.Exited, backoff: TimeSpan.Zero) with { StartedAt = Now.AddMinutes(-20) });

        Assert.Equal(["id1", "id2"], Assert.IsType<ContainerStep.Create>(Next("Always", view, Now)).Forget.AsEnumerable());
    }

    [Fact]
    public void Next_attempts_never_repeat_even_where_the_newest_run_is_gone() =>
        Assert.Equal(8, Assert.IsType<ContainerStep.Create>(Next("Always", View(Run(2, RunState.Exited, backoff: TimeSpan.Zero) with { StartedAt = Now.AddHours(-1) }) with { StartedAttempt = 7 }, Now)).Attempt);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(9, 300)]
    public void Next_setback_is_tried_again_after_its_delay(int failures, int seconds)
    {
        var view = View() with { ImageReady = false, Setback = new Setback("ErrImagePull", "no such image", failures, Now) };

        Assert.Equal(new ContainerStep.Wait(Now.AddSeconds(seconds)), Next("Always", view, Now.AddSeconds(seconds - 1)));
        Assert.IsType<ContainerStep.EnsureImage>(Next("Always", view, Now.AddSeconds(seconds)));
    }

    [Fact]
    public void Next_condemned_is_stopped_and_comes_again_however_it_ended()
    {
        var condemned = new Condemnation("id0", "Liveness probe failed", Now.AddSeconds(30));

        Assert.Equal(new ContainerStep.Stop("id0", Now.AddSeconds(30)), Next("Always", View(Run(0, RunState.Running)) with { Condemned = condemned }, Now));
        Assert.IsType<ContainerStep.Create>(Next("OnFailure", View(Run(0, RunState.Exited)) with { Condemned = condemned }, Now));
        Assert.Equal(new ContainerStep.Wait(), Next("Never", View(Run(0, RunState.Exited)) with { Condemned = condemned }, Now));
        Assert.Equal(new ContainerStep.Wait(), Next("Always", View(Run(0, RunState.Exited), Run(1, RunState.Running)) with { Condemned = condemned }, Now));
    }

    [Fact]
    public void Next_started_does_first_what_it_wants_done_then() =>
        Assert.Equal(new ContainerStep.PostStart("id0"), Next("Always", View(Run(0, RunState.Running)) with { PostStartDone = false }, Now));

    [Theory]
    [InlineData(RunState.Created)]
    [InlineData(RunState.Running)]
    [InlineData(RunState.Exited)]
    public void Next_whose_sandbox_is_gone_is_cleared_away_and_made_anew_at_once_in_the_next(RunState state)
    {
        var lost = View(Run(3, state, exitCode: 137, backoff: TimeSpan.FromMinutes(5)) with { SandboxId = "first" }) with { SandboxId = null };

        ContainerStep cleared = state switch
        {
            RunState.Created => new ContainerStep.Remove(["id3"]),
            RunState.Running => new ContainerStep.Stop("id3", Now + Grace),
            _ => new ContainerStep.Wait(),
        };
        Assert.Equivalent(cleared, Next("Always", lost, Now), strict: true);
        if (state == RunState.Exited)
        {
            var create = Assert.IsType<ContainerStep.Create>(Next("Always", lost with { SandboxId = "second" }, Now));
            Assert.Equal((4, TimeSpan.Zero), (create.Attempt, create.Backoff));
        }
    }

    private static ContainerStep Next(string policy, ContainerView view, DateTimeOffset now) => ContainerPlanner.Next(policy, view, Grace, now);
}
