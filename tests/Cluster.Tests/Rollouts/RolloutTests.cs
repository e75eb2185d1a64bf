using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Rollouts;

/// <summary>A changed template rolls over, within the bounds that the deployment sets.</summary>
public sealed class RolloutTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Changed_variable_rolls_over_and_never_has_too_few_ready_nor_too_many()
    {
        var ns = await StartAsync(
            Manifests.Deployment("web", 4).With("spec.strategy", JsonNode.Parse("""{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":1}}""")));
        var old = await UidsAsync(ns);
        using var samples = await ReadinessSamples.StartAsync(_cluster, ns);
        (await _cluster.KubectlAsync(ns, "patch", "deployment", "web", "--type", "merge", "-p", NewVersion("2"))).Succeeded();
        await RolledOverAsync(ns, 4);
        await _cluster.SettledAsync(ns, "web", 4);
        await samples.CaughtUpAsync(await UidsAsync(ns));

        Assert.All(samples.Seen, sample => Assert.True(sample.Ready >= 3, $"only {sample.Ready} were ready at once"));
        Assert.All(samples.Seen, sample => Assert.True(sample.Present <= 5, $"{sample.Present} pods were there at once"));
        Assert.Contains(samples.Seen, sample => sample.Uids.Overlaps(old) && !sample.Uids.IsSubsetOf(old));
        Assert.False((await UidsAsync(ns)).Overlaps(old));
        await AnswersAsync(ns, "version 2");
        Assert.Equal(2, (await _cluster.Api.ListAsync(Api.ReplicaSets(ns))).Count);
        await _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [Fact]
    public async Task Replaced_deployment_rolls_over()
    {
        var ns = await StartAsync(Manifests.Deployment("web", 2));
        var old = await UidsAsync(ns);
        var replacement = (await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/web")).AsObject();
        replacement["spec"]!["template"]!["spec"]!["containers"]![0]!["env"] = JsonNode.Parse("""[{"name":"VERSION","value":"2"}]""");
        (await _cluster.KubectlAsync(ns, replacement.ToJsonString(), ["replace", "-f", "-"])).Succeeded();
        await RolledOverAsync(ns, 2);
        await _cluster.SettledAsync(ns, "web", 2);
        Assert.False((await UidsAsync(ns)).Overlaps(old));
        await AnswersAsync(ns, "version 2");
        await _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [Fact]
    public async Task Recreate_ends_all_old_pods_before_a_new_one()
    {
        var ns = await StartAsync(Manifests.Deployment("web", 3).With("spec.strategy.type", "Recreate"));
        var old = await UidsAsync(ns);
        using var samples = await ReadinessSamples.StartAsync(_cluster, ns);
        await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", NewVersion("2"));
        await RolledOverAsync(ns, 3);
        await _cluster.SettledAsync(ns, "web", 3);
        await samples.CaughtUpAsync(await UidsAsync(ns));

        Assert.All(samples.Seen, sample => Assert.True(!sample.Uids.Overlaps(old) || sample.Uids.IsSubsetOf(old), "old and new pods were there at once"));
        Assert.False((await UidsAsync(ns)).Overlaps(old));
        await _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [Fact]
    public async Task Bad_new_image_leaves_the_old_pods_serving_and_going_back_ends_it()
    {
        var ns = await StartAsync(Manifests.Deployment("web", 3));
        var old = await UidsAsync(ns);
        var before = await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/web");
        await _cluster.Api.PatchAsync(
            $"{Api.Deployments(ns)}/web", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"127.0.0.1:1/none:2"}]}}}}""");
        await _cluster.EventAsync(ns, "Failed", "127.0.0.1:1/none:2");

        var during = await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/web");
        Assert.Equal(3, during.Number("status.readyReplicas"));
        Assert.True(during.Is("Available"));
        Assert.Superset(old, await UidsAsync(ns));
        await AnswersAsync(ns, "version 1", old);

        var container = before["spec"]!["template"]!["spec"]!["containers"]!.ToJsonString();
        await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", $$"""{"spec":{"template":{"spec":{"containers":{{container}} } } } }""");
        await _cluster.SettledAsync(ns, "web", 3);
        Assert.Equal(old, await UidsAsync(ns));
        await _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    [Fact]
    public async Task Rollout_that_the_silo_is_killed_in_is_finished_by_its_next_life()
    {
        var ns = await StartAsync(Manifests.Deployment("web", 6));
        var old = await UidsAsync(ns);
        await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", NewVersion("2"));
        await _cluster.EventuallyAsync(async () => !(await UidsAsync(ns)).IsSubsetOf(old), "the roll-out has begun");
        await _cluster.Orc.KillAsync();

        await _cluster.StartOrcAsync();
        await RolledOverAsync(ns, 6);
        await _cluster.SettledAsync(ns, "web", 6);
        Assert.False((await UidsAsync(ns)).Overlaps(old));
        Assert.Equal(6, (await _cluster.ContainersAsync(ns)).Count);
        await _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
    }

    private static string NewVersion(string version) => $$"""
        {"spec":{"template":{"spec":{"terminationGracePeriodSeconds":2,"containers":[
            {"name":"main","image":"{{TestKit.Images.Hello}}","imagePullPolicy":"IfNotPresent","env":[{"name":"VERSION","value":"{{version}}"}]}]} } } }
        """;

    private async Task<string> StartAsync(JsonObject deployment)
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Deployments(ns), deployment);
        await _cluster.SettledAsync(ns, "web", deployment["spec"]!["replicas"]!.GetValue<int>());
        return ns;
    }

    private Task RolledOverAsync(string ns, int replicas) => _cluster.EventuallyAsync(
        async () => await _cluster.Api.GetAsync($"{Api.Deployments(ns)}/web") is var web
            && web.Number("status.observedGeneration") == web.Number("metadata.generation")
            && web.Number("status.updatedReplicas") == replicas
            && web.Number("status.availableReplicas") == replicas
            && web.Number("status.replicas") == replicas,
        "rolled over",
        TimeSpan.FromSeconds(120));

    private async Task<HashSet<string>> UidsAsync(string ns) => [.. (await _cluster.Api.ListAsync(Api.Pods(ns))).Select(JsonReading.Uid)];

    private async Task AnswersAsync(string ns, string text, HashSet<string>? among = null)
    {
        using var http = new HttpClient();
        foreach (var pod in (await _cluster.Api.ListAsync(Api.Pods(ns))).Where(pod => among?.Contains(pod.Uid()) ?? true))
        {
            await _cluster.EventuallyAsync(
                async () => (await http.GetStringAsync(new Uri($"http://{IPAddress.Parse(pod.Text("status.podIP")!)}:8080/"))).Contains(text, StringComparison.Ordinal),
                $"{pod.Name()} answers '{text}'");
        }
    }
}
