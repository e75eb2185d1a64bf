using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Failures;

/// <summary>Each failure ends in a status and an event that tell a person what is wrong, and another deployment goes on beside it.</summary>
public sealed class FailureTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string Container = "status.containerStatuses.0";
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Image_that_cannot_be_pulled_backs_off_with_the_engines_words()
    {
        var ns = await _cluster.NewNamespaceAsync();
        using var history = await PodHistory.StartAsync(_cluster, ns, "pull");
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("pull", Manifests.Container("""{"image":"127.0.0.1:1/none:1"}""")));
        await history.HasBeenAsync(pod => Waits(pod, "ErrImagePull", "127.0.0.1:1"), "waits for ErrImagePull");
        await WaitingAsync(ns, "pull", "ImagePullBackOff", "127.0.0.1:1");
        await _cluster.EventAsync(ns, "Failed", "Failed to pull image \"127.0.0.1:1/none:1\"");
        await GoesOnAsync(ns);
    }

    [Fact]
    public async Task Image_that_must_not_be_pulled_and_is_absent_is_said_to_be()
    {
        var ns = await CreateAsync(Manifests.Pod("never", Manifests.Container("""{"image":"orc.example/absent:1","imagePullPolicy":"Never"}""")));
        await WaitingAsync(ns, "never", "ErrImageNeverPull", "orc.example/absent:1");
        await _cluster.EventAsync(ns, "ErrImageNeverPull", "orc.example/absent:1");
        await GoesOnAsync(ns);
    }

    [Fact]
    public async Task Command_that_does_not_exist_backs_off_with_the_engines_words()
    {
        var ns = await CreateAsync(Manifests.Pod("command", Manifests.Container($$"""{"image":"{{Images.Busybox}}","command":["/no/such/program"]}""")));
        await WaitingAsync(ns, "command", "CrashLoopBackOff", "/no/such/program");
        await _cluster.PodAsync(ns, "command", pod => pod.Text($"{Container}.lastState.terminated.reason") == "StartError", "StartError");
        await _cluster.EventAsync(ns, "Failed", "/no/such/program");
        await GoesOnAsync(ns);
    }

    [Fact]
    public async Task Container_that_ends_at_once_is_restarted_with_growing_delays()
    {
        var ns = await _cluster.NewNamespaceAsync();
        using var history = await PodHistory.StartAsync(_cluster, ns, "crash");
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("crash", Manifests.Script("echo giving up; exit 3")));
        await history.HasBeenAsync(one => Waits(one, "CrashLoopBackOff", "back-off 10s"), "waits for 10 s");
        var pod = await history.HasBeenAsync(one => Waits(one, "CrashLoopBackOff", "back-off 20s"), "waits for 20 s");
        Assert.Equal(2, pod.Number($"{Container}.restartCount"));
        Assert.Equal(3, pod.Number($"{Container}.lastState.terminated.exitCode"));
        Assert.Equal("Error", pod.Text($"{Container}.lastState.terminated.reason"));
        Assert.False(pod.Is("Ready"));
        Assert.Contains(await _cluster.ContainersAsync(ns), one => one.BackoffSeconds == "10");
        await _cluster.EventAsync(ns, "BackOff", "restarting failed container");
        await GoesOnAsync(ns);
    }

    [Theory]
    [InlineData("Never", "exit 0", "Succeeded", "Completed", 0)]
    [InlineData("Never", "exit 7", "Failed", "Error", 7)]
    [InlineData("OnFailure", "exit 0", "Succeeded", "Completed", 0)]
    public async Task Pod_that_may_end_ends_in_its_phase(string policy, string script, string phase, string reason, int exitCode)
    {
        var ns = await CreateAsync(Manifests.Pod("ends", Manifests.Script(script), policy));
        var pod = await _cluster.PodAsync(ns, "ends", one => one.Text("status.phase") == phase, phase);
        Assert.Equal(reason, pod.Text($"{Container}.state.terminated.reason"));
        Assert.Equal(exitCode, pod.Number($"{Container}.state.terminated.exitCode"));
        Assert.Equal(0, pod.Number($"{Container}.restartCount"));
    }

    [Fact]
    public async Task Pod_with_OnFailure_is_restarted_after_a_failure()
    {
        var ns = await CreateAsync(Manifests.Pod("retry", Manifests.Script("exit 5"), "OnFailure"));
        await _cluster.PodAsync(ns, "retry", pod => pod.Number($"{Container}.restartCount") > 0 && pod.Number($"{Container}.lastState.terminated.exitCode") == 5, "restarted");
    }

    [Fact]
    public async Task Container_over_its_memory_limit_is_said_to_be_killed_for_it()
    {
        // The shell doubles a variable until the kernel ends it.
        var container = Manifests.Script("x=0123456789abcdef; while true; do x=$x$x; done").With("resources.limits.memory", "32Mi");
        var ns = await CreateAsync(Manifests.Pod("hungry", container, "Never"));
        var pod = await _cluster.PodAsync(ns, "hungry", one => one.Text("status.phase") == "Failed", "failed");
        Assert.Equal("OOMKilled", pod.Text($"{Container}.state.terminated.reason"));
        Assert.Equal(137, pod.Number($"{Container}.state.terminated.exitCode"));
        await GoesOnAsync(ns);
    }

    [Fact]
    public async Task Host_port_that_the_host_uses_itself_is_said_to_be_taken()
    {
        using var taken = new TcpListener(IPAddress.Any, Free.Port());
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var container = Manifests.Hello();
        container["ports"] = JsonNode.Parse($$"""[{"containerPort":8080,"hostPort":{{port}}}]""");
        var ns = await CreateAsync(Manifests.Pod("published", container));
        var text = port.ToString(CultureInfo.InvariantCulture);
        await _cluster.PodAsync(
            ns,
            "published",
            pod => pod.Text($"{Container}.state.waiting.reason") is not null
                && (pod.Text($"{Container}.lastState.terminated.message") ?? pod.Text($"{Container}.state.waiting.message") ?? "").Contains(text, StringComparison.Ordinal),
            "the port is named");
        await _cluster.EventAsync(ns, "Failed", text);
        await GoesOnAsync(ns);
        taken.Stop();
        await _cluster.PodAsync(ns, "published", pod => pod.Is("Ready"), "runs once the port is free");
    }

    [Fact]
    public async Task Host_port_answers_on_the_host()
    {
        var port = Free.Port();
        var container = Manifests.Hello();
        container["ports"] = JsonNode.Parse($$"""[{"containerPort":8080,"hostPort":{{port}}}]""");
        var ns = await CreateAsync(Manifests.Pod("published", container));
        await _cluster.PodAsync(ns, "published", pod => pod.Is("Ready"), "ready");
        using var http = new HttpClient();
        await _cluster.EventuallyAsync(
            async () => (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"))).Contains("hello from published,", StringComparison.Ordinal), "the port answers");
    }

    [Fact]
    public async Task Pod_that_fits_nowhere_says_why_and_runs_as_soon_as_there_is_room()
    {
        var cores = (await _cluster.Api.GetAsync($"/api/v1/nodes/{_cluster.Name}")).Text("status.allocatable.cpu")!;
        var milli = (int.Parse(cores, CultureInfo.InvariantCulture) * 1000) - 300;
        var ns = await CreateAsync(Manifests.Pod("first", Manifests.Hello().With("resources.requests.cpu", $"{milli}m")));
        await _cluster.PodAsync(ns, "first", pod => pod.Is("Ready"), "ready");
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("second", Manifests.Hello().With("resources.requests.cpu", "400m")));
        await UnschedulableAsync(ns, "second", "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.");
        await GoesOnAsync(ns);

        await _cluster.Api.DeleteAsync($"{Api.Pods(ns)}/first");
        await _cluster.PodAsync(ns, "second", pod => pod.Is("Ready"), "runs where there is room");
    }

    [Fact]
    public async Task Node_selector_that_matches_nothing_says_so_and_is_met_when_the_node_gets_the_label()
    {
        var ns = await CreateAsync(Manifests.Pod("picky", Manifests.Hello()).With("spec.nodeSelector.disk", "golden"));
        await UnschedulableAsync(ns, "picky", "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.");
        await GoesOnAsync(ns);

        await _cluster.Api.PatchAsync($"/api/v1/nodes/{_cluster.Name}", """{"metadata":{"labels":{"disk":"golden"}}}""");
        await _cluster.PodAsync(ns, "picky", pod => pod.Is("Ready"), "runs on the labelled node");
    }

    private async Task<string> CreateAsync(JsonObject pod)
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Pods(ns), pod);
        return ns;
    }

    private Task<JsonNode> WaitingAsync(string ns, string name, string reason, string message) =>
        _cluster.PodAsync(ns, name, pod => Waits(pod, reason, message), $"waits for {reason} with '{message}'");

    private static bool Waits(JsonNode pod, string reason, string message) =>
        pod.Text($"{Container}.state.waiting.reason") == reason && (pod.Text($"{Container}.state.waiting.message") ?? "").Contains(message, StringComparison.Ordinal);

    private async Task UnschedulableAsync(string ns, string name, string message)
    {
        var pod = await _cluster.PodAsync(ns, name, one => one.Condition("PodScheduled").Text("message") == message, $"not scheduled: {message}");
        Assert.Equal("Pending", pod.Text("status.phase"));
        Assert.Equal("Unschedulable", pod.Condition("PodScheduled").Text("reason"));
        await _cluster.EventAsync(ns, "FailedScheduling", message);
    }

    // While the failure lasts, something else is deployed and goes.
    private async Task GoesOnAsync(string ns)
    {
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("beside", 1));
        await _cluster.SettledAsync(ns, "beside", 1);
        await _cluster.Api.DeleteAsync($"{Api.Deployments(ns)}/beside");
    }
}
