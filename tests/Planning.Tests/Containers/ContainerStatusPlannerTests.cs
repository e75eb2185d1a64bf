using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Containers.ContainerSamples;

namespace Orchestrator.Planning.Tests.Containers;

public sealed class ContainerStatusPlannerTests
{
    private static readonly Container Web = new() { Name = "web", Image = "web:1" };

    [Fact]
    public void Describe_nothing_there_is_creating()
    {
        var status = Describe("Always", View());

        Assert.Equal(("web", "web:1", "", null), (status.Name, status.Image, status.ImageId, status.ContainerId));
        Assert.Equal((ContainerReason.ContainerCreating, false, 0), (status.State.Waiting?.Reason, status.Ready, status.RestartCount));
    }

    [Fact]
    public void Describe_running_is_ready()
    {
        var status = Describe("Always", View(Run(0, RunState.Exited, 3), Run(1, RunState.Running)));

        Assert.Equal((Now.AddMinutes(-1), true, true, 1), (status.State.Running?.StartedAt, status.Ready, status.Started, status.RestartCount));
        Assert.Equal(("docker://id1", "sha256:1"), (status.ContainerId, status.ImageId));
        Assert.Equal((3, "docker://id0"), (status.LastState.Terminated?.ExitCode, status.LastState.Terminated?.ContainerId));
    }

    [Theory]
    [InlineData(0, false, "Completed")]
    [InlineData(1, false, "Error")]
    [InlineData(137, true, "OOMKilled")]
    public void Describe_ended_for_good_says_how(int exitCode, bool outOfMemory, string reason)
    {
        var status = Describe("Never", View(Run(0, RunState.Exited, exitCode) with { OutOfMemory = outOfMemory }));

        Assert.Equal((exitCode, reason, Now), (status.State.Terminated?.ExitCode, status.State.Terminated?.Reason, status.State.Terminated?.FinishedAt));
        Assert.False(status.Ready);
    }

    [Fact]
    public void Describe_crashed_again_backs_off_and_says_how_long()
    {
        var status = Describe("Always", View(Run(4, RunState.Exited, 2, TimeSpan.FromSeconds(80))));

        Assert.Equal(ContainerReason.CrashLoopBackOff, status.State.Waiting?.Reason);
        Assert.StartsWith("back-off 2m40s restarting failed container", status.State.Waiting?.Message, StringComparison.Ordinal);
        Assert.Equal(2, status.LastState.Terminated?.ExitCode);
        Assert.Equal(4, status.RestartCount);
    }

    [Fact]
    public void Describe_ended_with_its_engine_does_not_back_off() =>
        Assert.Equal(
            ContainerReason.ContainerCreating,
            Describe("Always", View(Run(4, RunState.Exited, 137, TimeSpan.FromSeconds(80)) with { EndedByEngine = true })).State.Waiting?.Reason);

    [Theory]
    [InlineData("Always", true)]
    [InlineData("Never", false)]
    public void Describe_could_not_be_started_says_why(string policy, bool waits)
    {
        var state = Describe(policy, View(Run(0, RunState.StartFailed) with { Message = "no such program" })).State;

        Assert.Equal(waits ? (ContainerReason.RunContainerError, "no such program") : ("StartError", "no such program"),
            waits ? (state.Waiting?.Reason, state.Waiting?.Message) : (state.Terminated?.Reason, state.Terminated?.Message));
        Assert.Equal(waits ? null : 128, state.Terminated?.ExitCode);
    }

    [Theory]
    [InlineData("ErrImagePull", 1, "ErrImagePull")]
    [InlineData("ErrImagePull", 2, "ImagePullBackOff")]
    [InlineData("ErrImageNeverPull", 5, "ErrImageNeverPull")]
    [InlineData("CreateContainerError", 5, "CreateContainerError")]
    public void Describe_setback_is_told_with_the_engines_words(string reason, int failures, string told)
    {
        var waiting = Describe("Always", View() with { Setback = new Setback(reason, "no such image", failures, Now) }).State.Waiting;

        Assert.Equal((told, "no such image"), (waiting?.Reason, waiting?.Message));
    }

    [Fact]
    public void Describe_removed_by_somebody_is_a_last_state_that_nobody_knows()
    {
        var running = Describe("Always", View(Run(0, RunState.Running)));

        var lost = Describe("Always", View() with { StartedAttempt = 0 }, running);
        var again = Describe("Always", View(Run(1, RunState.Running)), lost);

        Assert.Equal((137, ContainerReason.ContainerStatusUnknown), (lost.LastState.Terminated?.ExitCode, lost.LastState.Terminated?.Reason));
        Assert.Equal("docker://id0", lost.ContainerId);
        Assert.Equal((1, ContainerReason.ContainerStatusUnknown), (again.RestartCount, again.LastState.Terminated?.Reason));
    }

    [Fact]
    public void Describe_removed_where_it_runs_only_once_has_ended_as_was_known_or_unknown()
    {
        var view = View() with { StartedAttempt = 0 };
        var ended = Describe("Never", View(Run(0, RunState.Exited, 4)));

        Assert.Equal(4, Describe("Never", view, ended).State.Terminated?.ExitCode);
        Assert.Equal(ContainerReason.ContainerStatusUnknown, Describe("Never", view, Describe("Never", View(Run(0, RunState.Running)))).State.Terminated?.Reason);
    }

    [Fact]
    public void Describe_not_started_yet_is_not_ready()
    {
        var running = View(Run(0, RunState.Running));

        Assert.Equal((false, false), Readiness(Describe("Always", running with { PostStartDone = false })));
        Assert.Equal((false, false), Readiness(Describe("Always", running with { Started = false })));
        Assert.Equal((true, false), Readiness(Describe("Always", running with { Ready = false })));
        Assert.Equal((true, false), Readiness(Describe("Always", running, stage: PodStage.Ending)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Describe_init_container_is_ready_when_it_has_ended_well(int exitCode, bool ready)
    {
        var init = View(Run(0, RunState.Exited, exitCode)) with { Role = ContainerRole.Init };

        Assert.Equal(ready, Describe("Always", init).Ready);
        Assert.Equal(ready, Describe("Always", init).State.Terminated is not null);
    }

    [Fact]
    public void Describe_before_its_turn_says_that_the_pod_initializes() =>
        Assert.Equal(
            ContainerReason.PodInitializing,
            ContainerStatusPlanner.Describe(Web, new PodContext("Always", PodStage.Initializing, HasInitContainers: true), View(), null).State.Waiting?.Reason);

    [Fact]
    public void Describe_what_keeps_the_pod_from_being_made_is_told() =>
        Assert.Equal(
            "no such disk",
            ContainerStatusPlanner.Describe(Web, new PodContext("Always", PodStage.Running, false) { Obstacle = "no such disk" }, View(), null).State.Waiting?.Message);

    [Theory]
    [InlineData(137, 9)]
    [InlineData(143, 15)]
    [InlineData(1, 0)]
    [InlineData(255, 0)]
    public void Describe_ended_by_a_signal_says_which(int exitCode, int signal) =>
        Assert.Equal(signal, Describe("Never", View(Run(0, RunState.Exited, exitCode))).State.Terminated?.Signal);

    [Fact]
    public void Describe_over_with_its_pod_stays_ended_whatever_its_policy() =>
        Assert.NotNull(Describe("Always", View(Run(0, RunState.Exited, 143)), stage: PodStage.Over).State.Terminated);

    private static (bool? Started, bool Ready) Readiness(ContainerStatus status) => (status.Started, status.Ready);

    private static ContainerStatus Describe(string policy, ContainerView view, ContainerStatus? before = null, PodStage stage = PodStage.Running) =>
        ContainerStatusPlanner.Describe(Web, new PodContext(policy, stage, HasInitContainers: false), view, before);
}
