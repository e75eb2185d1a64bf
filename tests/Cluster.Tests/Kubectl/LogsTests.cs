using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Kubectl;

public sealed class LogsTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Logs_of_a_pod_are_its_lines_and_tail_the_last_of_them()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("teller", Manifests.Script("for i in 1 2 3 4 5; do echo line $i; done; echo wrong >&2"), "Never"));
        await _cluster.PodAsync(ns, "teller", pod => pod.Text("status.phase") == "Succeeded", "succeeded");
        var all = (await _cluster.KubectlAsync(ns, "logs", "teller")).Succeeded().Output;
        Assert.StartsWith("line 1\nline 2\nline 3\nline 4\nline 5\n", all.Replace("wrong\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("wrong\n", all, StringComparison.Ordinal);
        Assert.Equal(2, (await _cluster.KubectlAsync(ns, "logs", "teller", "--tail=2")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("line 1\n", (await _cluster.KubectlAsync(ns, "logs", "teller", "--since=1h")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Followed_log_brings_lines_as_they_are_written_and_ends_with_the_container()
    {
        var ns = await _cluster.NewNamespaceAsync();
        // The script goes on when its file is touched, so what it writes then was written while somebody followed.
        var script = "echo before; while [ ! -e /tmp/go ]; do sleep 0.1; done; echo after";
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("teller", Manifests.Script(script), "Never"));
        await _cluster.PodAsync(ns, "teller", pod => pod.Is("Ready"), "ready");
        using var log = await _cluster.Api.StreamAsync($"{Api.Pods(ns)}/teller/log?follow=true");
        Assert.Equal("before", await log.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        var follower = _cluster.KubectlAsync(ns, "logs", "-f", "teller");

        var container = Assert.Single(await _cluster.ContainersAsync(ns));
        var pid = (await _cluster.Engine.InspectAsync(container.Id)).Number("State.Pid");
        await File.WriteAllTextAsync($"/proc/{pid}/root/tmp/go", "");
        Assert.Equal("after", await log.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Null(await log.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal("before\nafter\n", (await follower).Succeeded().Output);
    }

    [Fact]
    public async Task Logs_of_several_containers_and_of_a_previous_run_are_told_apart()
    {
        var ns = await _cluster.NewNamespaceAsync();
        var crashing = Manifests.Script("if [ -e /data/ran ]; then echo second; sleep 3600; fi; touch /data/ran; echo first; exit 1").With("name", "crashing");
        crashing["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "data", ["mountPath"] = "/data" });
        var pod = Manifests.Pod("many", crashing).With("spec.volumes", new JsonArray(new JsonObject { ["name"] = "data", ["emptyDir"] = new JsonObject() }));
        pod["spec"]!["containers"]!.AsArray().Add(Manifests.Script("echo here; sleep 3600").With("name", "steady"));
        await _cluster.Api.CreateAsync(Api.Pods(ns), pod.With("spec.initContainers", new JsonArray(Manifests.Script("echo prepared").With("name", "prepare"))));
        await _cluster.PodAsync(ns, "many", one => one.Is("Ready") && one["status"]!["containerStatuses"]!.AsArray().Any(status => status!["restartCount"]!.GetValue<int>() == 1), "ready again");

        Assert.Equal("prepared\n", await LogAsync("prepare"));

        // A container is ready when its shell has been started, which is before that has written anything.
        await _cluster.EventuallyAsync(async () => await LogAsync("steady") == "here\n", "the one says that it is there");
        await _cluster.EventuallyAsync(async () => await LogAsync("crashing") == "second\n", "the other says that it runs again");
        Assert.Equal("first\n", await LogAsync("crashing", "--previous"));
        Assert.Equal("fir", await LogAsync("crashing", "--previous", "--limit-bytes=3"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\S+Z first\n$", await LogAsync("crashing", "--previous", "--timestamps"));
        var unnamed = await _cluster.Api.SendAsync(HttpMethod.Get, $"{Api.Pods(ns)}/many/log");
        Assert.Contains("a container name must be specified for pod many, choose one of: [prepare crashing steady]", unnamed.Document.Text("message"), StringComparison.Ordinal);

        async Task<string> LogAsync(string container, params string[] options) =>
            (await _cluster.KubectlAsync(ns, ["logs", "many", "--container", container, .. options])).Succeeded().Output;
    }

    [Fact]
    public async Task Logs_of_a_pod_that_does_not_exist_say_so()
    {
        var ns = await _cluster.NewNamespaceAsync();
        var answer = await _cluster.KubectlAsync(ns, "logs", "nobody");
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains("pods \"nobody\" not found", answer.Error, StringComparison.Ordinal);
    }
}
