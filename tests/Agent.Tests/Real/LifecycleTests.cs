using Orchestrator.Resources.Core;
using Orchestrator.TestKit;
using ContainerState = Orchestrator.Containers.ContainerState;
using static Orchestrator.Agent.Tests.Real.RealPods;
using static Orchestrator.Agent.Tests.Support.MemoryConfig;

namespace Orchestrator.Agent.Tests.Real;

public sealed class LifecycleTests(RealNode node) : IClassFixture<RealNode>
{
    [Fact]
    public async Task Hook_after_the_start_is_done_before_the_container_counts_as_started()
    {
        var uid = node.Run(Of(Shell("main", $"until test -e /posted; do sleep 0.1; done; echo seen; {Forever}") with
        {
            Lifecycle = new Lifecycle { PostStart = Hook("sleep 1; touch /posted") },
        }));
        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses.Any(status => status is { State.Running: not null, Started: false, Ready: false }), "it runs and has not started");

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
                Shell("main", $"mkdir /www; echo hi > /www/hook; httpd -vv -f -p 8099 -h /www 2>&1 | tee /share/log & {Forever}").Mounting(At("work", "/share")) with
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
        await Eventually.True(() => Task.FromResult(File.Exists(log)), "the server is there");

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
        var uid = node.Run(Of(Shell("main", Forever) with { Lifecycle = new Lifecycle { PreStop = new LifecycleHandler { Sleep = new SleepAction { Seconds = 2 } } } }));
        await node.UntilReadyAsync(uid);

        node.Delete(uid, TimeSpan.FromSeconds(30));
        await node.UntilAsync(uid, pod => !RealNode.IsReady(pod), "the pod is not ready");

        Assert.Single(await node.ContainersAsync(uid), container => container.State == ContainerState.Running);
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
        var (map, main) = Hog("main", "tail /dev/zero");
        var pod = Of(main, Shell("other", "true"));
        pod = pod with { Spec = pod.Spec with { Volumes = [Steps(map)] } };
        node.Run(pod);
        await BeginAsync(map, pod.Metadata.Uid, "main");
        await node.UntilOverAsync(pod.Metadata.Uid);

        // The engine may tell of the end before it tells of the memory.
        await node.UntilAsync(pod.Metadata.Uid, now => now.Status.ContainerStatuses[0].State.Terminated?.Reason == ContainerReason.OomKilled, "it was killed for memory");
        Assert.Equal(137, node.Status(pod.Metadata.Uid, "main").State.Terminated!.ExitCode);
        Assert.Equal(ContainerReason.Completed, node.Status(pod.Metadata.Uid, "other").State.Terminated!.Reason);
    }

    [Fact]
    public async Task Child_that_hogs_memory_is_told_although_its_parent_goes_on_and_when_it_ends()
    {
        var (map, parent) = Hog("hog-parent", "tail /dev/zero; echo the child ended with $?; until grep -q end /steps/step; do sleep 0.1; done; exit 3");
        var pod = Of(parent);
        var uid = node.Run(pod with { Spec = pod.Spec with { Volumes = [Steps(map)] } });
        await BeginAsync(map, uid, "hog-parent");
        await node.UntilToldAsync("OOMKilling: Container hog-parent reached its memory limit");
        Assert.NotNull(node.Status(uid, "hog-parent").State.Running);

        node.Config.Add(Map(map, ("step", "end")));
        await node.UntilOverAsync(uid);
        var ended = node.Status(uid, "hog-parent").State.Terminated!;
        Assert.Equal((3, ContainerReason.OomKilled), (ended.ExitCode, ended.Reason));
    }

    [Fact]
    public async Task Deadline_ends_the_pod_with_its_grace()
    {
        var pod = Of(Shell("main", "trap 'echo asked; exit 0' TERM; while :; do sleep 1 & wait $!; done"), Shell("other", Forever));
        pod = pod with { Spec = pod.Spec with { ActiveDeadlineSeconds = 3 } };

        Assert.Equal("asked\n", await node.OutputOfAsync(pod));
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
        var unready = Shell("unready", $"sleep 2; touch /ready; {Forever}") with
        {
            ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["test", "-e", "/ready"] }, PeriodSeconds = 1, FailureThreshold = 1, TimeoutSeconds = 5, SuccessThreshold = 1 },
        };
        var pod = Of(lively, unready);
        var uid = node.Run(pod with { Spec = pod.Spec with { RestartPolicy = "OnFailure" } });

        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses.Any(status => status is { Name: "unready", State.Running: not null, Ready: false }), "one is not ready");
        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses.Any(status => status is { Name: "unready", Ready: true }), "it is ready later");
        await node.UntilAsync(uid, seen => seen.Status.ContainerStatuses.Any(status => status is { Name: "lively", RestartCount: > 0 }), "the other is restarted");
        await node.UntilToldAsync("Killing: Container lively failed liveness probe, will be restarted");
        Assert.Equal(0, node.Status(uid, "unready").RestartCount);
    }

    // It begins when it is told to: an engine hears of memory only some moments after a start.
    private (string Map, Container Container) Hog(string name, string script)
    {
        var map = UniqueName.Of("steps");
        node.Config.Add(Map(map, ("step", "wait")));
        var container = Shell(name, $"until grep -q hog /steps/step; do sleep 0.1; done; {script}").Mounting(At("steps", "/steps"));
        return (map, container with { Resources = new ResourceRequirements { Limits = Memory("20Mi"), Requests = Memory("20Mi") } });
    }

    private static Volume Steps(string map) => new() { Name = "steps", ConfigMap = new ConfigMapVolumeSource { Name = map } };

    private async Task BeginAsync(string map, string uid, string container)
    {
        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses.Any(status => status.Name == container && status.State.Running is not null), "it runs");
        node.Config.Add(Map(map, ("step", "hog")));
    }
}
