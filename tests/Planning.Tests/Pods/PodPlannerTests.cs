using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using static Orchestrator.Planning.Tests.Pods.PodSamples;

namespace Orchestrator.Planning.Tests.Pods;

public sealed class PodPlannerTests
{
    [Theory]
    [InlineData("a:none", "a create 0")]
    [InlineData("a:runs", "")]
    [InlineData("a:none b:none", "a create 0, b create 0")]
    [InlineData("a:runs b:made", "b start")]
    [InlineData("i1:none i2:none a:none", "i1 create 0")]
    [InlineData("i1:runs i2:none a:none", "")]
    [InlineData("i1:done i2:none a:none", "i2 create 0")]
    [InlineData("i1:done i2:done a:none b:none", "a create 0, b create 0")]
    [InlineData("i1:bad a:none", "i1 create 1")]
    [InlineData("s1:none i1:none a:none", "s1 create 0")]
    [InlineData("s1:starts i1:none a:none", "")]
    [InlineData("s1:runs i1:none a:none", "i1 create 0")]
    [InlineData("s1:runs i1:runs a:none", "")]
    [InlineData("s1:done i1:runs a:none", "s1 create 1")]
    [InlineData("s1:runs i1:done s2:none a:none", "s2 create 0")]
    [InlineData("s1:runs i1:done s2:runs a:none", "a create 0")]
    [InlineData("s1:bad i1:done a:runs", "s1 create 1")]
    [InlineData("s1:starts i1:done a:bad", "a create 1")]
    [InlineData("s1:unwell a:runs", "s1 stop")]
    [InlineData("a:unwell b:runs", "a stop")]
    [InlineData("i1:none a:runs", "")]
    public void Plan_everybody_has_a_turn_and_goes_on_from_then(string pod, string steps) => Assert.Equal(steps, Words(PodPlanner.Plan(View(pod), Now)));

    [Theory]
    [InlineData("none", "a:none b:none", "box create 0")]
    [InlineData("made", "a:none b:none", "box start")]
    [InlineData("ended", "a:runs b:done", "a stop, box create 1")]
    [InlineData("ended", "a:made b:bad", "a remove, box create 1")]
    [InlineData("none", "i1:done a:bad", "box create 0")]
    public void Plan_without_a_sandbox_makes_one_before_anything_joins_it(string sandbox, string pod, string steps) =>
        Assert.Equal(steps, Words(PodPlanner.Plan(View(pod, sandbox: sandbox), Now)));

    [Fact]
    public void Plan_in_a_new_sandbox_everything_is_made_anew()
    {
        var view = View("i1:done s1:bad a:bad", sandbox: "runs");
        var anew = view with
        {
            Sandbox = view.Sandbox! with { Runs = [Run("box-1", RunState.Running, attempt: 1, sandbox: "")] },
            Containers = [.. view.Containers.Select(container => container with { SandboxId = "box-1" })],
        };

        Assert.Equal("i1 create 1", Words(PodPlanner.Plan(anew, Now)));
    }

    [Fact]
    public void Plan_image_is_looked_for_while_the_sandbox_is_made()
    {
        var view = View("a:none b:none", sandbox: "none");
        view = view with { Containers = [.. view.Containers.Select(container => container with { ImageReady = false })] };

        Assert.Equal("a ensureimage, b ensureimage, box create 0", Words(PodPlanner.Plan(view, Now)));
    }

    [Theory]
    [InlineData("Always", "a:done b:done", "a create 1, b create 1", PodStage.Running)]
    [InlineData("OnFailure", "a:done b:bad", "b create 1", PodStage.Running)]
    [InlineData("OnFailure", "a:done b:done", "box stop", PodStage.Over)]
    [InlineData("Never", "a:done b:runs", "", PodStage.Running)]
    [InlineData("Never", "a:done b:bad", "box stop", PodStage.Over)]
    [InlineData("Never", "s1:runs s2:runs a:done", "s2 stop", PodStage.Over)]
    [InlineData("Never", "s1:runs s2:done a:done", "s1 stop", PodStage.Over)]
    [InlineData("Never", "s1:done s2:done a:bad", "box stop", PodStage.Over)]
    [InlineData("Never", "s1:bad a:runs", "s1 create 1", PodStage.Running)]
    [InlineData("Never", "i1:bad a:none", "box stop", PodStage.Over)]
    [InlineData("Never", "s1:runs i1:bad a:none", "s1 stop", PodStage.Over)]
    [InlineData("Never", "a:done", "", PodStage.Over)]
    public void Plan_over_when_the_ordinary_containers_are(string policy, string pod, string steps, PodStage stage)
    {
        var plan = PodPlanner.Plan(View(pod, policy), Now);

        Assert.Equal((steps, stage), (Words(plan), plan.Stage));
    }

    [Fact]
    public void Plan_over_sidecars_have_the_grace_from_the_last_end_on()
    {
        var plan = PodPlanner.Plan(View("s1:runs s2:runs a:done", "Never"), Now);

        Assert.Equal(new ContainerStep.Stop("s2-0", Now.AddSeconds(-10) + Grace), Assert.Single(plan.Steps).Step);
        Assert.Equal("s1 stop, s2 stop", Words(PodPlanner.Plan(View("s1:runs s2:runs a:done", "Never"), Now.AddSeconds(20))));
    }

    [Theory]
    [InlineData("a:runs", "a stop", "a remove")]
    [InlineData("a:runs b:runs", "a stop, b stop", "a remove, b remove")]
    [InlineData("s1:runs s2:runs a:runs b:done", "a stop", "a remove, b remove, s1 remove, s2 remove")]
    [InlineData("s1:runs s2:runs a:done", "s2 stop", "a remove, s1 remove, s2 remove")]
    [InlineData("s1:runs s2:done a:done", "s1 stop", "a remove, s1 remove, s2 remove")]
    [InlineData("s1:runs i1:runs a:none", "i1 stop", "i1 remove, s1 remove")]
    [InlineData("s1:done a:done", "a remove, s1 remove", "a remove, s1 remove")]
    [InlineData("s1:none a:none", "box remove", "box remove")]
    [InlineData("a:made b:none", "a remove", "a remove")]
    public void Plan_removal_stops_sidecars_last_and_the_sandbox_after_all(string pod, string withGrace, string afterIt)
    {
        var view = View(pod) with { RemoveAt = Now.AddSeconds(20) };

        Assert.Equal(withGrace, Words(PodPlanner.Plan(view, Now)));
        Assert.Equal(afterIt, Words(PodPlanner.Plan(view, Now.AddSeconds(20))));
    }

    [Fact]
    public void Plan_nothing_left_of_a_removed_pod_is_gone()
    {
        Assert.Equal(PodStage.Gone, PodPlanner.Plan(View("a:none") with { RemoveAt = Now }, Now).Stage);
        Assert.Equal(PodStage.Gone, PodPlanner.Plan(View("a:none b:none", sandbox: "none") with { RemoveAt = Now }, Now).Stage);
    }

    [Fact]
    public void Plan_deadline_ends_the_pod_as_failed_once_nothing_runs()
    {
        var view = View("s1:runs a:runs");
        view = view with { Spec = view.Spec with { ActiveDeadlineSeconds = 60 }, AcceptedAt = Now };

        var before = PodPlanner.Plan(view, Now.AddSeconds(59));
        var after = PodPlanner.Plan(view, Now.AddSeconds(60));
        var ended = View("s1:done a:done");
        ended = ended with { Spec = view.Spec, AcceptedAt = Now.AddSeconds(-100) };

        Assert.Equal(("", Now.AddSeconds(60), null), (Words(before), before.WakeAt, before.Failure));
        Assert.Equal(new PlannedStep("a", new ContainerStep.Stop("a-0", Now.AddSeconds(90))), Assert.Single(after.Steps));
        Assert.Null(after.Failure);
        Assert.Equal("DeadlineExceeded", PodPlanner.Plan(ended, Now).Failure?.Reason);
    }

    [Fact]
    public void Plan_deadline_that_comes_after_the_end_changes_nothing()
    {
        var view = View("a:done", "Never");
        view = view with { Spec = view.Spec with { ActiveDeadlineSeconds = 60 }, AcceptedAt = Now.AddSeconds(-61) };

        Assert.Null(PodPlanner.Plan(view, Now.AddDays(1)).Failure);
    }

    [Fact]
    public void Plan_ended_by_the_node_keeps_what_is_left_and_says_why()
    {
        var failure = new PodFailure("Evicted", "The node was low on resource: memory.", Now.AddSeconds(5));

        Assert.Equal("a stop", Words(PodPlanner.Plan(View("a:runs b:done") with { Failure = failure }, Now)));
        Assert.Equal(failure, PodPlanner.Plan(View("a:bad b:done") with { Failure = failure }, Now).Failure);
        Assert.Equal("", Words(PodPlanner.Plan(View("a:none") with { Failure = failure }, Now)));
    }

    [Fact]
    public void Plan_ended_before_starts_nothing_again() =>
        Assert.Equal(PodStage.Over, PodPlanner.Plan(View("a:none") with { Ended = true }, Now).Stage);

    [Fact]
    public void Plan_volumes_come_before_everything_and_are_tried_again_later()
    {
        var view = View("a:none b:none", sandbox: "none") with { Volumes = new VolumesView(false) };
        var failed = view with { Volumes = new VolumesView(false, new Setback("FailedMount", "no", 1, Now)) };

        Assert.True(PodPlanner.Plan(view, Now) is { PrepareVolumes: true, Steps.IsEmpty: true });
        Assert.True(PodPlanner.Plan(failed, Now) is { PrepareVolumes: false, Steps.IsEmpty: true });
        Assert.Equal(Now.AddSeconds(10), PodPlanner.Plan(failed, Now).WakeAt);
        Assert.True(PodPlanner.Plan(failed, Now.AddSeconds(10)).PrepareVolumes);
    }
}
