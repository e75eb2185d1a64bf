using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Kubectl;

/// <summary>What a newcomer does first, with a real kubectl.</summary>
public sealed class HelloTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    private static string Example => Path.Combine(TestEnvironment.Repository, "examples", "hello.yaml");

    [Fact]
    public async Task Example_applied_answers_from_each_replica_with_its_own_name()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await SucceedsAsync(ns, "rollout", "status", "deployment/hello", "--timeout=90s");
        await SucceedsAsync(ns, "wait", "--for=condition=Available", "deployment/hello", "--timeout=90s");

        using var http = new HttpClient();
        var pods = await _cluster.Api.ListAsync($"{Api.Pods(ns)}?labelSelector=app%3Dhello");
        Assert.Equal(3, pods.Count);
        foreach (var pod in pods)
        {
            await _cluster.EventuallyAsync(
                async () => (await http.GetStringAsync(new Uri($"http://{pod.Text("status.podIP")}:8080/"))).Contains($"hello from {pod.Name()},", StringComparison.Ordinal),
                $"{pod.Name()} answers with its name");
        }

        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Apply_of_what_is_there_says_unchanged_and_changes_nothing()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.SettledAsync(ns, "hello", 3);
        var before = await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/hello");
        Assert.Contains("deployment.apps/hello unchanged", (await ApplyAsync(ns)).Output, StringComparison.Ordinal);
        var after = await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/hello");
        Assert.Equal(before.Text("metadata.generation"), after.Text("metadata.generation"));
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Get_in_each_form_shows_the_pods()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.SettledAsync(ns, "hello", 3);
        var names = (await _cluster.Api.ListAsync(Api.Pods(ns))).Select(JsonReading.Name).Order(StringComparer.Ordinal).ToList();

        var table = (await SucceedsAsync(ns, "get", "pods")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE", table[0]);
        Assert.All(names, name => Assert.Contains(table, line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains("1/1     Running", StringComparison.Ordinal)));
        var wide = (await SucceedsAsync(ns, "get", "pods", "-o", "wide")).Output;
        Assert.Contains("IP", wide, StringComparison.Ordinal);
        Assert.Contains(_cluster.Name, wide, StringComparison.Ordinal);
        Assert.Contains("3/3", (await SucceedsAsync(ns, "get", "deployments,replicasets")).Output, StringComparison.Ordinal);
        Assert.Equal(names.Select(name => $"pod/{name}"), Lines((await SucceedsAsync(ns, "get", "pods", "-o", "name")).Output).Order(StringComparer.Ordinal));
        Assert.Equal(3, JsonNode.Parse((await SucceedsAsync(ns, "get", "pods", "-o", "json")).Output).At("items")!.AsArray().Count);
        Assert.Contains("kind: Deployment", (await SucceedsAsync(ns, "get", "deployment", "hello", "-o", "yaml")).Output, StringComparison.Ordinal);
        Assert.Contains(_cluster.Name, (await SucceedsAsync(ns, "get", "nodes")).Output, StringComparison.Ordinal);
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Selectors_choose_among_pods()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("alone", Manifests.Hello()).With("metadata.labels.app", "other"));
        await _cluster.SettledAsync(ns, "hello", 3);
        await _cluster.PodAsync(ns, "alone", pod => pod.Is("Ready"), "ready");

        Assert.Equal(3, await CountAsync(ns, "-l", "app=hello"));
        Assert.Equal(1, await CountAsync(ns, "-l", "app!=hello"));
        Assert.Equal(4, await CountAsync(ns, "-l", "app in (hello,other)"));
        Assert.Equal(1, await CountAsync(ns, "--field-selector", "metadata.name=alone"));
        Assert.Equal(4, await CountAsync(ns, "--field-selector", $"status.phase=Running,spec.nodeName={_cluster.Name}"));
        Assert.Equal(0, await CountAsync(ns, "--field-selector", "status.phase!=Running"));
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Describe_and_events_tell_what_happened()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.SettledAsync(ns, "hello", 3);
        await _cluster.EventAsync(ns, "ScalingReplicaSet", "to 3");
        foreach (var reason in (string[])["Scheduled", "Pulled", "Created", "Started"])
        {
            await _cluster.EventAsync(ns, reason, "");
        }

        var deployment = (await SucceedsAsync(ns, "describe", "deployment", "hello")).Output;
        Assert.Contains("3 desired | 3 updated | 3 total | 3 available | 0 unavailable", deployment, StringComparison.Ordinal);
        Assert.Contains("ScalingReplicaSet", deployment, StringComparison.Ordinal);
        var pod = (await SucceedsAsync(ns, "describe", "pods")).Output;
        Assert.Contains("Started container hello", pod, StringComparison.Ordinal);
        Assert.Contains("Controlled By:  ReplicaSet/hello-", pod, StringComparison.Ordinal);
        Assert.Contains("Started container hello", (await SucceedsAsync(ns, "get", "events")).Output, StringComparison.Ordinal);
        Assert.Contains("Ready", (await SucceedsAsync(ns, "describe", "node", _cluster.Name)).Output, StringComparison.Ordinal);
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Scale_up_and_down_to_nothing_leaves_no_container()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.SettledAsync(ns, "hello", 3);
        await SucceedsAsync(ns, "scale", "deployment", "hello", "--replicas=10");
        await _cluster.SettledAsync(ns, "hello", 10);
        await SucceedsAsync(ns, "scale", "deployment", "hello", "--replicas=0");
        await _cluster.NothingLeftAsync(ns);
        await _cluster.SettledAsync(ns, "hello", 0);
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Label_annotate_and_patch_change_the_object()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await SucceedsAsync(ns, "label", "deployment", "hello", "tier=front");
        await SucceedsAsync(ns, "annotate", "deployment", "hello", "example.com/note=kept");
        await SucceedsAsync(ns, "patch", "deployment", "hello", "--type", "merge", "-p", """{"spec":{"replicas":2}}""");
        await _cluster.SettledAsync(ns, "hello", 2);
        var changed = await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/hello");
        Assert.Equal("front", (string?)changed["metadata"]!["labels"]!["tier"]);
        Assert.Equal("kept", (string?)changed["metadata"]!["annotations"]!["example.com/note"]);
        await SucceedsAsync(ns, "label", "deployment", "hello", "tier-");
        Assert.Null((await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/hello"))["metadata"]!["labels"]!["tier"]);
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Deployment_deleted_takes_its_pods_and_containers_with_it()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.SettledAsync(ns, "hello", 3);
        await SucceedsAsync(ns, "delete", "deployment", "hello");
        await _cluster.NothingLeftAsync(ns);
        Assert.Empty(await _cluster.Api.ListAsync(Api.ReplicaSets(ns)));
        await DeleteNamespaceAsync(ns);
    }

    [Fact]
    public async Task Namespace_deleted_takes_all_in_it_with_it()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await ApplyAsync(ns);
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("alone", Manifests.Hello()));
        await _cluster.SettledAsync(ns, "hello", 3);
        await SucceedsAsync(ns, "delete", "namespace", ns, "--timeout=90s");
        Assert.Null(await _cluster.Api.FindAsync($"/api/v1/namespaces/{ns}"));
        Assert.Empty(await _cluster.Api.ListAsync(Api.Deployments(ns)));
        Assert.Empty(await _cluster.Api.ListAsync(Api.ReplicaSets(ns)));
        Assert.Empty(await _cluster.Api.ListAsync(Api.Pods(ns)));
        Assert.Empty(await _cluster.ContainersAsync(ns));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<CommandResult> ApplyAsync(string ns) => SucceedsAsync(ns, "apply", "-f", Example);

    private async Task<CommandResult> SucceedsAsync(string ns, params string[] arguments) => (await _cluster.KubectlAsync(ns, arguments)).Succeeded();

    private async Task<int> CountAsync(string ns, params string[] selector) =>
        Lines((await SucceedsAsync(ns, ["get", "pods", "-o", "name", .. selector])).Output).Length;

    private Task DeleteNamespaceAsync(string ns) => _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
}
