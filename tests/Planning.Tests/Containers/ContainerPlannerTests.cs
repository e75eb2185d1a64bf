using System.Collections.Immutable;
using Orchestrator.Planning.Containers;
using static Orchestrator.Planning.Tests.Containers.ContainerSamples;

namespace Orchestrator.Planning.Tests.Containers;

public sealed class ContainerPlannerTests
{
    [Fact]
    public void Next_nothing_there_gets_its_image_and_then_its_first_run()
    {
        Assert.IsType<ContainerStep.EnsureImage>(ContainerPlanner.Next("Always", View() with { ImageReady = false }, Now));
        var create = Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", View(), Now));
        Assert.Equal((0, null, 0), (create.Attempt, create.Backoff, create.Forget.Length));
    }

    [Fact]
    public void Next_made_is_started_and_running_is_left_alone()
    {
        Assert.Equal(new ContainerStep.Start("id0"), ContainerPlanner.Next("Never", View(Run(0, RunState.Created)), Now));
        Assert.Equal(new ContainerStep.Wait(), ContainerPlanner.Next("Always", View(Run(0, RunState.Running)), Now));
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

        Assert.Equal(again, ContainerPlanner.Next(policy, view, Now) is ContainerStep.Create { Attempt: 1 });
        Assert.Equal(again ? Now : null, ContainerPlanner.NextStartAt(policy, view));
        if (!again)
        {
            Assert.Equal(new ContainerStep.Wait(), ContainerPlanner.Next(policy, view, Now.AddDays(1)));
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
                Assert.Equal(new ContainerStep.Wait(due), ContainerPlanner.Next("Always", view, due.AddMilliseconds(-1)));
            }

            var create = Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", view, due));
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

        Assert.Equal(TimeSpan.Zero, Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", view, Now)).Backoff);
    }

    [Fact]
    public void Next_ended_with_its_engine_starts_again_at_once()
    {
        var view = View(Run(5, RunState.Exited, 137, TimeSpan.FromMinutes(5)) with { EndedByEngine = true });

        Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", view, Now));
        Assert.Equal(new ContainerStep.Wait(), ContainerPlanner.Next("Never", view, Now));
    }

    [Fact]
    public void Next_removed_by_somebody_runs_again_unless_it_must_run_only_once()
    {
        var lost = View() with { StartedAttempt = 3 };

        Assert.Equal(4, Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", lost, Now)).Attempt);
        Assert.Equal(4, Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("OnFailure", lost, Now)).Attempt);
        Assert.Equal(new ContainerStep.Wait(), ContainerPlanner.Next("Never", lost, Now));
    }

    [Fact]
    public void Next_new_run_keeps_only_the_last_one()
    {
        var view = View(Run(1, RunState.Exited), Run(2, RunState.Exited), Run(3, RunState.Exited, backoff: TimeSpan.Zero) with { StartedAt = Now.AddMinutes(-20) });

        Assert.Equal(["id1", "id2"], Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", view, Now)).Forget.AsEnumerable());
    }

    [Fact]
    public void Next_attempts_never_repeat_even_where_the_newest_run_is_gone() =>
        Assert.Equal(8, Assert.IsType<ContainerStep.Create>(ContainerPlanner.Next("Always", View(Run(2, RunState.Exited, backoff: TimeSpan.Zero) with { StartedAt = Now.AddHours(-1) }) with { StartedAttempt = 7 }, Now)).Attempt);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(9, 300)]
    public void Next_setback_is_tried_again_after_its_delay(int failures, int seconds)
    {
        var view = View() with { ImageReady = false, Setback = new Setback("ErrImagePull", "no such image", failures, Now) };

        Assert.Equal(new ContainerStep.Wait(Now.AddSeconds(seconds)), ContainerPlanner.Next("Always", view, Now.AddSeconds(seconds - 1)));
        Assert.IsType<ContainerStep.EnsureImage>(ContainerPlanner.Next("Always", view, Now.AddSeconds(seconds)));
    }

    [Fact]
    public void End_running_is_stopped_with_the_grace_that_is_left_and_then_removed()
    {
        var view = View(Run(0, RunState.Exited), Run(1, RunState.Running));

        Assert.Equal(new ContainerStep.Stop("id1", TimeSpan.FromSeconds(20)), ContainerPlanner.End(view, Now.AddSeconds(20), Now));
        Assert.Equal(["id0", "id1"], Removed(ContainerPlanner.End(view, Now, Now)).AsEnumerable());
        Assert.Equal(["id0"], Removed(ContainerPlanner.End(View(Run(0, RunState.Exited)), Now.AddSeconds(20), Now)).AsEnumerable());
        Assert.Equal(new ContainerStep.Gone(), ContainerPlanner.End(View(), Now, Now));
    }

    private static ImmutableArray<string> Removed(ContainerStep step) => Assert.IsType<ContainerStep.Remove>(step).Ids;
}
