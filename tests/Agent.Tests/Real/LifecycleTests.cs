using Orchestrator.Resources.Core;
using Orchestrator.TestKit;
using ContainerState = Orchestrator.Containers.ContainerState;
using static Orchestrator.Agent.Tests.Real.RealPods;

namespace Orchestrator.Agent.Tests.Real;

public sealed class LifecycleTests(RealNode node) : IClassFixture<RealNode>
{
    private const string UntilOpen = "until test -e /gate/go; do sleep 0.1; done";

    [Fact]
    public async Task Hook_after_the_start_is_done_before_the_container_counts_as_started()
    {
        var gate = NewGate();
        var uid = node.Run(Gated(gate, Of(Shell("main", $"until test -e /posted; do sleep 0.1; done; echo seen; {Forever}") with
        {
            Lifecycle = new Lifecycle { PostStart = Hook($"{UntilOpen}; touch /posted") },
        })));
        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses.Any(status => status is { State.Running: not null, Started: false, Ready: false }), "it runs and has not started");

        Open(gate);
        await node.UntilReadyAsync(uid);
        await Eventually.True(async () => await node.OutputAsync(uid, "main") == "seen\n", "the container has seen it");
    }

    [Fact]
    public async Task Hook_after_the_start_that_fails_ends_the_container_and_it_starts_again()
    {
        var pod = Of(Shell("main", Forever).Mounting(At("work", "/share")) with { Lifecycle = new Lifecycle { PostStart = Hook("test -e /share/tried || { touch /share/tried; echo no luck; exit 7; }") } });
        var uid = node.Run(pod with { Spec = pod.Spec with { RestartPolicy = "OnFailure", Volumes = [Empty("work")] } });

        await node.UntilReadyAsync(uid);
        Assert.Equal(1, node.Status(uid, "main").RestartCount);
        Assert.Contains(node.Events.Texts, text => text.StartsWith("FailedPostStartHook: PostStartHook failed: command 'sh -c test", StringComparison.Ordinal) && text.EndsWith("exited with 7: no luck", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hooks_over_http_reach_the_container_by_the_ports_name()
    {
        var pod = With(new PodSpec
        {
            Containers =
            [
                Shell("main", $"mkdir /www; echo hi > /www/hook; echo yes > /www/up; httpd -vv -f -p 8099 -h /www 2>> /share/log & until wget -q -O /dev/null http://127.0.0.1:8099/up; do sleep 0.1; done; touch /share/listens; {Forever}").Mounting(At("work", "/share")) with
                {
                    Ports = [new ContainerPort { Port = 8099, Name = "web", Protocol = "TCP" }],
                    Lifecycle = new Lifecycle { PreStop = new LifecycleHandler { HttpGet = new HttpGetAction { Path = "/hook", Port = IntOrString.Of("web") } } },
                },
            ],
            Volumes = [Folder("work", Directory.CreateDirectory(Path.Combine(node.Folder, UniqueName.Of("log"))).FullName)],
        });
        var uid = node.Run(pod);
        await node.UntilReadyAsync(uid);
        var log = Path.Combine(pod.Spec.Volumes[0].HostPath!.Path, "log");
        await Eventually.True(() => Task.FromResult(File.Exists(Path.Combine(Path.GetDirectoryName(log)!, "listens"))), "the server is there");

        node.Delete(uid, TimeSpan.FromSeconds(20));
        await node.UntilGoneAsync(uid);

        Assert.Contains("url:/hook", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        Assert.DoesNotContain(node.Events.Texts, text => text.StartsWith("FailedPreStopHook: PreStopHook failed: Connection refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hook_before_the_stop_that_fails_is_told_and_the_container_ends_nevertheless()
    {
        var uid = node.Run(Of(Shell("main", Forever) with { Lifecycle = new Lifecycle { PreStop = Hook("exit 5") } }));
        await node.UntilReadyAsync(uid);

        node.Delete(uid, TimeSpan.FromSeconds(20));

        await node.UntilGoneAsync(uid);
        await node.UntilToldAsync("FailedPreStopHook: PreStopHook failed: command 'sh -c exit 5' exited with 5");
    }

    [Fact]
    public async Task Hook_before_the_stop_takes_its_time_from_the_grace()
    {
        var uid = node.Run(Of(Shell("main", "trap '' TERM; while :; do sleep 1; done") with { Lifecycle = new Lifecycle { PreStop = new LifecycleHandler { Sleep = new SleepAction { Seconds = 600 } } } }));
        await node.UntilReadyAsync(uid);
        var begun = TimeProvider.System.GetTimestamp();

        node.Delete(uid, TimeSpan.FromSeconds(3));
        await node.UntilGoneAsync(uid);

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 2.9, 300);
    }

    [Fact]
    public async Task Pod_is_not_ready_before_anything_of_it_is_stopped()
    {
        var uid = node.Run(Of(Shell("main", Forever) with { Lifecycle = new Lifecycle { PreStop = new LifecycleHandler { Sleep = new SleepAction { Seconds = 3600 } } } }));
        await node.UntilReadyAsync(uid);

        node.Delete(uid, TimeSpan.FromHours(1));
        await node.UntilAsync(uid, pod => !RealNode.IsReady(pod), "the pod is not ready");

        Assert.Single(await node.ContainersAsync(uid), container => container.State == ContainerState.Running);
        node.Delete(uid, TimeSpan.FromSeconds(1));
        await node.UntilGoneAsync(uid);
    }

    [Fact]
    public async Task Last_words_are_what_the_container_wrote_to_its_file()
    {
        var pod = Of(Shell("main", "echo nothing; head -c 5000 /dev/zero | tr '\\0' x > /tmp/last; exit 4") with { TerminationMessagePath = "/tmp/last" });
        await node.OutputOfAsync(pod);

        var ended = node.Status(pod.Metadata.Uid, "main").State.Terminated!;
        Assert.Equal((4, "Error", new string('x', 4096)), (ended.ExitCode, ended.Reason, ended.Message));
    }

    [Fact]
    public async Task Last_words_fall_back_to_the_end_of_the_output_of_what_failed()
    {
        static Container Falling(string script) => Shell("main", script) with { TerminationMessagePolicy = "FallbackToLogsOnError" };
        var failed = Of(Falling("for i in $(seq 100); do echo line $i; done; exit 1"));
        var well = Of(Falling("echo all is well"));
        await node.OutputOfAsync(failed);
        await node.OutputOfAsync(well);

        var lines = node.Status(failed.Metadata.Uid, "main").State.Terminated!.Message!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("line 21", "line 100", 80), (lines[0], lines[^1], lines.Length));
        Assert.Null(node.Status(well.Metadata.Uid, "main").State.Terminated!.Message);
    }

    [Fact]
    public async Task Memory_hog_is_told_as_killed_for_memory()
    {
        // The engine hears of what is killed for memory once a start is done.
        var gate = NewGate();
        var pod = Gated(gate, Of(Hog("main", $"{UntilOpen}; exec tail /dev/zero"), Shell("other", "true")));
        node.Run(pod);
        await node.UntilAsync(pod.Metadata.Uid, now => now.Status.ContainerStatuses is [{ State.Running: not null }, _], "it runs");
        Open(gate);
        await node.UntilOverAsync(pod.Metadata.Uid);

        // The engine may tell of the end before it tells of the memory.
        await node.UntilAsync(pod.Metadata.Uid, now => now.Status.ContainerStatuses[0].State.Terminated?.Reason == ContainerReason.OomKilled, "it was killed for memory");
        Assert.Equal(137, node.Status(pod.Metadata.Uid, "main").State.Terminated!.ExitCode);
        Assert.Equal(ContainerReason.Completed, node.Status(pod.Metadata.Uid, "other").State.Terminated!.Reason);
    }

    [Fact]
    public async Task Child_that_hogs_memory_is_told_although_its_parent_goes_on_and_when_it_ends()
    {
        // The engine hears of what is killed for memory once a start is done.
        var (gate, end) = (NewGate(), "until test -e /gate/end; do sleep 0.1; done; exit 3");
        var uid = node.Run(Gated(gate, Of(Hog("hog-parent", $"{UntilOpen}; tail /dev/zero; echo the child ended with $?; {end}"))));
        await node.UntilReadyAsync(uid);
        Open(gate);
        await node.UntilToldAsync("OOMKilling: Container hog-parent reached its memory limit");
        Assert.NotNull(node.Status(uid, "hog-parent").State.Running);
        Open(gate, "end");

        await node.UntilOverAsync(uid);
        var ended = node.Status(uid, "hog-parent").State.Terminated!;
        Assert.Equal((3, ContainerReason.OomKilled), (ended.ExitCode, ended.Reason));
    }

    [Fact]
    public async Task Deadline_ends_the_pod_with_its_grace()
    {
        var pod = Of(Shell("main", "trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 1 & wait $!; done"), Shell("other", Forever));
        var uid = node.Run(pod);
        await node.UntilReadyAsync(uid);
        await Eventually.True(async () => await node.OutputAsync(uid, "main") == "up\n", "it hears when it is asked");

        // Only now, so that the deadline is not over before the container can be asked.
        node.Change(uid, changed => changed with { Spec = changed.Spec with { ActiveDeadlineSeconds = 3 } });
        await node.UntilOverAsync(uid);

        Assert.Equal("up\nasked\n", await node.OutputAsync(uid, "main"));
        var status = node.Pod(pod.Metadata.Uid).Status;
        Assert.Equal((PodPhase.Failed, "DeadlineExceeded", "Pod was active on the node longer than the specified deadline"), (status.Phase, status.Reason, status.Message));
    }

    [Fact]
    public async Task Container_that_does_not_live_is_restarted_and_one_that_is_not_ready_is_not()
    {
        var lively = Shell("lively", $"touch /alive; sleep 3; rm /alive; {Forever}") with
        {
            LivenessProbe = new Probe { Exec = new ExecAction { Command = ["test", "-e", "/alive"] }, PeriodSeconds = 1, FailureThreshold = 1, TimeoutSeconds = 5, SuccessThreshold = 1 },
        };
        var gate = NewGate();
        var unready = Shell("unready", $"{UntilOpen}; touch /ready; {Forever}") with
        {
            ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["test", "-e", "/ready"] }, PeriodSeconds = 1, FailureThreshold = 1, TimeoutSeconds = 5, SuccessThreshold = 1 },
        };
        var pod = Gated(gate, Of(lively, unready));
        var uid = node.Run(pod with { Spec = pod.Spec with { RestartPolicy = "OnFailure" } });

        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses.Any(status => status is { Name: "unready", State.Running: not null, Ready: false }), "one is not ready");
        Open(gate);
        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses.Any(status => status is { Name: "unready", Ready: true }), "it is ready later");
        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses.Any(status => status is { Name: "lively", RestartCount: > 0 }), "the other is restarted");
        await node.UntilToldAsync("Killing: Container lively failed liveness probe, will be restarted");
        Assert.Equal(0, node.Status(uid, "unready").RestartCount);
    }

    private string NewGate() => Directory.CreateDirectory(Path.Combine(node.Folder, UniqueName.Of("gate"))).FullName;

    private static void Open(string gate, string name = "go") => File.WriteAllText(Path.Combine(gate, name), "");

    // Its containers see the gate, and can wait until the test opens it.
    private static Pod Gated(string gate, Pod pod) => pod with
    {
        Spec = pod.Spec with
        {
            Volumes = [.. pod.Spec.Volumes, Folder("gate", gate)],
            Containers = [.. pod.Spec.Containers.Select(container => container.Mounting([.. container.VolumeMounts, At("gate", "/gate")]))],
        },
    };

    private static Container Hog(string name, string script) =>
        Shell(name, script) with { Resources = new ResourceRequirements { Limits = Memory("20Mi"), Requests = Memory("20Mi") } };
}
