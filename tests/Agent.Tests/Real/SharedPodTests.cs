using Orchestrator.Resources.Core;
using Orchestrator.TestKit;
using ContainerState = Orchestrator.Containers.ContainerState;
using static Orchestrator.Agent.Tests.Real.RealPods;

namespace Orchestrator.Agent.Tests.Real;

public sealed class SharedPodTests(RealNode node) : IClassFixture<RealNode>
{
    [Fact]
    public async Task Containers_share_network_and_host_name_and_keep_their_processes_apart()
    {
        var uid = node.Run(Of(
            Shell("server", $"mkdir /www; echo hello > /www/index.html; httpd -p 127.0.0.1:8080 -h /www; {Forever}"),
            Shell("client", $"until wget -q -O - http://127.0.0.1:8080/ 2>/dev/null; do sleep 0.1; done; hostname; ps | wc -l; {Forever}")));
        await node.UntilReadyAsync(uid);

        await Eventually.True(async () => (await node.OutputAsync(uid, "client")).Split('\n').Length >= 4, "the client has its answer");
        var lines = (await node.OutputAsync(uid, "client")).Split('\n');
        Assert.Equal("hello", lines[0]);
        Assert.Equal(node.Pod(uid).Metadata.Name, lines[1]);
        Assert.True(int.Parse(lines[2], System.Globalization.CultureInfo.InvariantCulture) < 6, $"it sees {lines[2]} lines of processes");
        var sandbox = Assert.Single(await node.ContainersAsync(uid), container => container.Labels["orchestrator.role"] == "sandbox");
        Assert.Equal(sandbox.Address, node.Pod(uid).Status.PodIp);
    }

    [Fact]
    public async Task Shared_processes_are_seen_by_all_and_the_dead_are_buried()
    {
        var pod = Of(
            Shell("orphaner", $"(sleep 0.2 & ) ; touch /share/orphaned; {Forever}").Mounting(At("work", "/share")),
            Shell("watcher", "until test -e /share/orphaned; do sleep 0.1; done; while :; do echo ---; ps -o pid,stat,args; sleep 0.5; done").Mounting(At("work", "/share")));
        var uid = node.Run(pod with { Spec = pod.Spec with { ShareProcessNamespace = true, Volumes = [Empty("work")] } });
        await node.UntilReadyAsync(uid);

        // What has ended just now may still wait for its parent, so one list after the other is looked at.
        await Eventually.True(async () => Buried((await node.OutputAsync(uid, "watcher")).Split("---\n")[1..^1][^1]), "all processes are seen, and no dead one");

        static bool Buried(string list)
        {
            var processes = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return processes.Any(line => line.Trim().StartsWith("1 ", StringComparison.Ordinal) && line.EndsWith("/sandbox", StringComparison.Ordinal))
                && processes.Any(line => line.Contains("sleep 0.2 &", StringComparison.Ordinal))
                && !processes.Any(line => line.Contains(" Z ", StringComparison.Ordinal) || line.EndsWith(" sleep 0.2", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Containers_start_in_order_and_end_in_the_reverse_one()
    {
        var book = Directory.CreateDirectory(Path.Combine(node.Folder, UniqueName.Of("book"))).FullName;
        string Diary(string name) => $"trap 'echo {name} ends >> /book/diary; sleep 0.3; echo {name} ended >> /book/diary; exit 0' TERM; echo {name} >> /book/diary; while :; do sleep 1 & wait $!; done";
        // What has started need not have written its first word yet.
        string Wrote(string name) => $"until grep -qx {name} /book/diary; do sleep 0.1; done";
        var mount = At("book", "/book");
        var pod = With(new PodSpec
        {
            RestartPolicy = "Always",
            Volumes = [Folder("book", book)],
            InitContainers =
            [
                Shell("i1", "echo i1 begins >> /book/diary; sleep 0.3; echo i1 done >> /book/diary").Mounting(mount),
                Shell("s1", Diary("s1")).Mounting(mount) with { RestartPolicy = "Always", Lifecycle = new Lifecycle { PostStart = Hook($"{Wrote("s1")}; sleep 0.3; echo s1 posted >> /book/diary") } },
                Shell("i2", "echo i2 >> /book/diary").Mounting(mount),
                Shell("s2", Diary("s2")).Mounting(mount) with { RestartPolicy = "Always", Lifecycle = new Lifecycle { PostStart = Hook(Wrote("s2")) } },
            ],
            Containers =
            [
                Shell("main", Diary("main")).Mounting(mount) with { Lifecycle = new Lifecycle { PreStop = Hook("echo main asked >> /book/diary; sleep 0.3") } },
            ],
        });
        var uid = node.Run(pod);
        await node.UntilReadyAsync(uid);
        await Eventually.True(() => Task.FromResult(File.ReadAllLines(Path.Combine(book, "diary")).Contains("main")), "all have written");

        node.Delete(uid, TimeSpan.FromSeconds(100));
        await node.UntilGoneAsync(uid);

        Assert.Equal(
            ["i1 begins", "i1 done", "s1", "s1 posted", "i2", "s2", "main", "main asked", "main ends", "main ended", "s2 ends", "s2 ended", "s1 ends", "s1 ended"],
            await File.ReadAllLinesAsync(Path.Combine(book, "diary")));
    }

    [Fact]
    public async Task Init_container_that_fails_ends_a_pod_that_restarts_nothing()
    {
        var uid = node.Run(With(new PodSpec
        {
            RestartPolicy = "Never",
            InitContainers = [Shell("side", Forever) with { RestartPolicy = "Always" }, Shell("init", "echo no such thing; exit 3")],
            Containers = [Shell("main", Forever)],
        }));
        await node.UntilOverAsync(uid);

        Assert.Equal(PodPhase.Failed, node.Pod(uid).Status.Phase);
        Assert.Equal(3, node.Status(uid, "init").State.Terminated?.ExitCode);
        Assert.Equal(ContainerReason.PodInitializing, node.Status(uid, "main").State.Waiting?.Reason);
        Assert.DoesNotContain(await node.ContainersAsync(uid), container => container.Labels["orchestrator.container"] == "main");
    }

    [Fact]
    public async Task Sandbox_that_is_removed_takes_the_pod_with_it_into_a_new_one()
    {
        var pod = Of(Shell("main", Forever), Shell("other", Forever));
        var uid = node.Run(pod with { Spec = pod.Spec with { RestartPolicy = "Always" } });
        await node.UntilReadyAsync(uid);
        var (address, before) = (node.Pod(uid).Status.PodIp, await node.ContainersAsync(uid));

        await node.Engine.RemoveContainerAsync(before.Single(container => container.Labels["orchestrator.role"] == "sandbox").Id, default);

        await Eventually.True(
            async () => RealNode.IsReady(node.Pod(uid)) && node.Status(uid, "main").RestartCount > 0 && (await node.ContainersAsync(uid)).Count(container => container.State == ContainerState.Running && before.All(old => old.Id != container.Id)) == 3,
            "all of it runs anew");
        Assert.Equal(address, node.Pod(uid).Status.PodIp);
        Assert.Equal(1, node.Status(uid, "main").RestartCount);
    }

    [Fact]
    public async Task Port_that_is_taken_is_told_while_the_rest_goes_on()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var asking = Shell("main", Forever) with { Ports = [new ContainerPort { Port = 80, HostPort = port, Protocol = "TCP" }] };
        var uid = node.Run(Of(asking, Shell("other", Forever)));
        var free = node.Run(Of(Shell("main", Forever), Shell("other", Forever)));

        await node.UntilReadyAsync(free);
        await node.UntilToldAsync("FailedCreatePodSandBox: Failed to create pod sandbox: ");
        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses[0].State.Waiting?.Message?.Contains("address already in use", StringComparison.Ordinal) == true, "the status says so");

        listener.Stop();
        await node.UntilReadyAsync(uid);
    }
}
