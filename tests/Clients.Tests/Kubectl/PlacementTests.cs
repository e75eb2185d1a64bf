using System.Text.Json.Nodes;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>Where pods go, and what people are told of one that goes nowhere. Nodes of other tests may be there, too, that take no pods.</summary>
public sealed class PlacementTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Node_affinity_keeps_a_pod_waiting_until_a_node_has_the_label()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var key = $"example.com/{ns.Name}";
        await CreateAsync(ns, "picky", $$"""{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"{{key}}","operator":"In","values":["yes"]}]}]} } } }""");

        await WaitsAsync(ns, "picky", @"0/\d+ nodes are available: .*\d+ node\(s\) didn't match Pod's node affinity/selector");
        var explained = await OrcProcess.RunAsync("explain", "pod", "picky", "--kubeconfig", ns.Cluster.Kubeconfig, "--namespace", ns.Name);
        await ns.Kubectl.OutputOfAsync("label", "node", ns.Cluster.Name, $"{key}=yes");
        await ScheduledAsync(ns, "picky");
        await ns.Kubectl.OutputOfAsync("label", "node", ns.Cluster.Name, $"{key}-");

        Assert.Contains("required node affinity", explained.Output, StringComparison.Ordinal);
        Assert.Equal(1, explained.ExitCode);
    }

    [Fact]
    public async Task Anti_affinity_keeps_a_pod_waiting_until_the_other_is_gone()
    {
        await using var ns = await clients.NewNamespaceAsync();
        const string Apart = """{"affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"labelSelector":{"matchLabels":{"app":"alone"}},"topologyKey":"kubernetes.io/hostname"}]}}}""";
        await CreateAsync(ns, "first", Apart, "alone");
        await ScheduledAsync(ns, "first");
        await CreateAsync(ns, "second", Apart, "alone");

        await WaitsAsync(ns, "second", @"\d+ node\(s\) didn't match pod anti-affinity rules");
        await ns.Kubectl.OutputOfAsync("delete", "pod", "first", "--timeout=60s");

        await ScheduledAsync(ns, "second");
    }

    [Fact]
    public async Task Spread_over_more_nodes_than_there_are_leaves_a_pod_waiting()
    {
        await using var ns = await clients.NewNamespaceAsync();
        const string Spread = """{"topologySpreadConstraints":[{"maxSkew":1,"minDomains":2,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"app":"spread"}}}]}""";
        await CreateAsync(ns, "first", Spread, "spread");
        await ScheduledAsync(ns, "first");

        await CreateAsync(ns, "second", Spread, "spread");

        await WaitsAsync(ns, "second", @"\d+ node\(s\) didn't match pod topology spread constraints");
    }

    // Both ask for the same port of the node, so that it is this pod that has to go and none of another test.
    [Fact]
    public async Task Pod_of_a_higher_class_takes_the_place_of_one_that_matters_less()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var (port, important) = (FreePorts.Take(), $"{ns.Name}-important");
        await ns.Kubectl.OutputOfAsync("create", "priorityclass", important, "--value=1000");
        await CreateAsync(ns, "low", "{}", hostPort: port);
        await ScheduledAsync(ns, "low");

        await CreateAsync(ns, "high", $$"""{"priorityClassName":"{{important}}"}""", hostPort: port);

        await ScheduledAsync(ns, "high");
        await Eventually.True(async () => await ns.Kubectl.OutputOfAsync("get", "pod", "low", "--ignore-not-found") == "", "the other has gone");
        await Eventually.True(
            async () => (await ns.Kubectl.OutputOfAsync("get", "events", "--field-selector", "reason=Preempted,involvedObject.name=low")).Contains("Preempted by pod", StringComparison.Ordinal), "an event says why");
        await ns.Kubectl.OutputOfAsync("delete", "priorityclass", important);
    }

    [Fact]
    public async Task Pod_that_asks_for_too_much_is_described_with_what_is_short()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await CreateAsync(ns, "large", "{}", cpu: "1000");

        await WaitsAsync(ns, "large", @"0/\d+ nodes are available: .*\d+ Insufficient cpu");
        var explained = await OrcProcess.RunAsync("explain", "pod", "large", "--kubeconfig", ns.Cluster.Kubeconfig, "--namespace", ns.Name);

        Assert.Contains("cpu", explained.Output, StringComparison.Ordinal);
        Assert.Contains(ns.Cluster.Name, explained.Output, StringComparison.Ordinal);
    }

    // They are on the engine since before the cluster began, or come while it runs.
    [Fact]
    public async Task Node_tells_which_images_it_has_and_how_large_they_are()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        var cluster = clients.Cluster;

        await cluster.EventuallyAsync(
            async () => (await ImagesAsync(clients.Kubectl, cluster.Name)).Any(image => image!["names"]!.AsArray().Any(name => (string?)name == Images.Hello) && (long)image["sizeBytes"]! > 100_000),
            "the node names the image",
            TimeSpan.FromSeconds(120));
    }

    private static async Task<JsonArray> ImagesAsync(ClientProgram kubectl, string node) =>
        JsonNode.Parse(await kubectl.OutputOfAsync("get", "node", node, "--output", "json"))!["status"]!["images"]?.AsArray() ?? [];

    private static async Task CreateAsync(TestNamespace ns, string name, string spec, string app = "none", int? hostPort = null, string? cpu = null)
    {
        var container = Manifests.Script("trap 'exit 0' TERM; while :; do sleep 1; done");
        if (hostPort is { } port)
        {
            container["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 8080, ["hostPort"] = port });
        }

        if (cpu is not null)
        {
            container["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = cpu } };
        }

        var pod = Manifests.Pod(name, container);
        pod["metadata"]!["labels"] = new JsonObject { ["app"] = app };
        foreach (var (field, value) in JsonNode.Parse(spec)!.AsObject())
        {
            pod["spec"]![field] = value?.DeepClone();
        }

        (await ns.Kubectl.RunWithAsync(pod.ToJsonString(), "create", "-f", "-")).Succeeded();
    }

    private static Task<string> ScheduledAsync(TestNamespace ns, string pod) => ns.Kubectl.OutputOfAsync("wait", "--for=condition=PodScheduled", $"pod/{pod}", "--timeout=90s");

    private static Task WaitsAsync(TestNamespace ns, string pod, string why) => ns.Cluster.EventuallyAsync(
        async () => System.Text.RegularExpressions.Regex.IsMatch(await ns.Kubectl.OutputOfAsync("describe", "pod", pod), $"FailedScheduling .*{why}"), $"{pod} is described as waiting because of {why}");
}
