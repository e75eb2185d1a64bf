using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What kubectl is asked to show, in every form in which it can.</summary>
public sealed class ReadingTests(Scene scene) : IClassFixture<Scene>
{
    [Theory]
    [InlineData("-o json", @"^\{\s+""apiVersion"": ""v1"",\s+""items"": \[")]
    [InlineData("-o yaml", @"(?m)^  kind: Pod$")]
    [InlineData("-o wide", @"(?m)^NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\s+IP\s+NODE\s+NOMINATED NODE\s+READINESS GATES\s*$")]
    [InlineData("-o name", @"^pod/box\npod/web-[a-z0-9-]+\npod/web-[a-z0-9-]+\n$")]
    [InlineData("-o custom-columns=N:.metadata.name,P:.spec.containers[*].name", @"(?m)^box\s+main$")]
    [InlineData("-o jsonpath={.items[*].metadata.name}", @"^box web-\S+ web-\S+$")]
    [InlineData("-o jsonpath-as-json={.items[0].metadata.labels.tier}", @"^\[\s+""back""\s+\]")]
    [InlineData("-o go-template={{range.items}}{{.metadata.name}};{{end}}", "^box;web-[^;]+;web-[^;]+;$")]
    [InlineData("--show-labels", @"(?m)^box\s.*app=box,tier=back$")]
    [InlineData("-L tier", @"(?m)^NAME\s.*TIER\s*\nbox\s.*back$")]
    [InlineData("--chunk-size=1", @"(?s)^NAME.*\nbox\s.*\nweb-.*\nweb-")]
    [InlineData("--sort-by=.metadata.labels.app --no-headers", @"^box\s")]
    [InlineData("--show-kind --no-headers", @"(?m)^pod/box\s")]
    [InlineData("--server-print=false", @"^NAME\s+AGE\s*\nbox\s")]
    [InlineData("--field-selector=status.phase=Running -l tier", @"^NAME.*\nbox\s+1/1\s+Running\s+1\b[^\n]*\n$")]
    [InlineData("-l app!=web", @"^NAME.*\nbox\s[^\n]*\n$")]
    public async Task Pods_are_shown(string options, string expected) =>
        Assert.Matches(expected, await scene.Kubectl.OutputOfAsync(["get", "pods", .. options.Split(' ')]));

    [Fact]
    public async Task All_namespaces_and_all_that_matters_are_shown()
    {
        var pods = await scene.Kubectl.OutputOfAsync("get", "pods", "-A");
        var all = await scene.Kubectl.OutputOfAsync("get", "all");
        var two = await scene.Kubectl.OutputOfAsync("get", "pod/box", "deployment/web", "-o", "name");

        Assert.Matches($@"(?m)^{scene.Namespace.Name}\s+box\s+1/1\s+Running\s", pods);
        Assert.Matches(@"(?m)^deployment\.apps/web\s+2/2\s+2\s+2\s", all);
        Assert.Matches(@"(?m)^replicaset\.apps/web-\S+\s+2\s+2\s+2\s", all);
        Assert.Equal("pod/box\ndeployment.apps/web\n", two);
    }

    [Fact]
    public async Task Subresources_and_raw_paths_are_shown()
    {
        Assert.Equal("2", await scene.Kubectl.OutputOfAsync("get", "deployment", "web", "--subresource=scale", "-o", "jsonpath={.spec.replicas}"));
        Assert.Equal("ok", await scene.Kubectl.OutputOfAsync("get", "--raw", "/livez"));
        Assert.StartsWith("{\"major\":\"1\",\"minor\":\"34\"", await scene.Kubectl.OutputOfAsync("get", "--raw", "/version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_are_listed_with_their_state() =>
        Assert.Matches($@"(?m)^{scene.Namespace.Cluster.Name}\s+Ready\s", await scene.Kubectl.OutputOfAsync("get", "nodes"));

    [Fact]
    public async Task What_is_not_there_or_no_kind_or_no_selector_is_told()
    {
        Assert.Contains("Error from server (NotFound): pods \"absent\" not found", await scene.Kubectl.RefusalOfAsync("get", "pod", "absent"), StringComparison.Ordinal);
        Assert.Equal("", await scene.Kubectl.OutputOfAsync("get", "pod", "absent", "--ignore-not-found"));
        Assert.Contains("the server doesn't have a resource type \"nosuch\"", await scene.Kubectl.RefusalOfAsync("get", "nosuch"), StringComparison.Ordinal);
        Assert.Contains("(BadRequest)", await scene.Kubectl.RefusalOfAsync("get", "pods", "-l", "a in"), StringComparison.Ordinal);
        Assert.Contains("field label not supported: spec.none", await scene.Kubectl.RefusalOfAsync("get", "pods", "--field-selector=spec.none=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_shows_what_comes_changes_and_goes()
    {
        await using var watch = scene.Kubectl.Start("get", "configmaps", "--watch", "--output-watch-events", "-l", "watched");
        (await scene.Kubectl.RunWithAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"seen","labels":{"watched":""}},"data":{"v":"1"}}""", "create", "-f", "-")).Succeeded();
        Assert.Matches(@"ADDED\s+seen\s+1", await watch.LineAsync("ADDED"));

        await scene.Kubectl.OutputOfAsync("patch", "configmap", "seen", "--type=merge", "-p", """{"data":{"w":"2"}}""");
        Assert.Matches(@"MODIFIED\s+seen\s+2", await watch.LineAsync("MODIFIED"));
        await scene.Kubectl.OutputOfAsync("delete", "configmap", "seen");
        Assert.Matches(@"DELETED\s+seen\s", await watch.LineAsync("DELETED"));
    }

    [Fact]
    public async Task Logs_are_followed_by_selector_prefixed_and_those_of_the_run_before_are_kept()
    {
        Assert.Equal("first\n", await scene.Kubectl.OutputOfAsync("logs", "box", "--previous"));
        Assert.Equal("[pod/box/main] second\n", await scene.Kubectl.OutputOfAsync("logs", "-l", "app=box", "--prefix"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\S+Z second\n$", await scene.Kubectl.OutputOfAsync("logs", "pod/box", "--timestamps", "--tail=1"));
        await using var followed = scene.Kubectl.Start("logs", "-f", "-l", "app=box", "--prefix");
        await followed.LineAsync("[pod/box/main] second");
    }

    [Fact]
    public async Task Events_of_an_object_are_told()
    {
        await scene.Namespace.Cluster.EventAsync(scene.Namespace.Name, "Scheduled", "/box");
        await scene.Namespace.Cluster.EventAsync(scene.Namespace.Name, "ScalingReplicaSet", "");

        Assert.Matches(@"(?m)\sNormal\s+Scheduled\s+Pod/box\s+Successfully assigned ", await scene.Kubectl.OutputOfAsync("events", "--for", "pod/box"));
        Assert.Matches(@"(?m)\sScalingReplicaSet\s+Deployment/web\s", await scene.Kubectl.OutputOfAsync("events", "--types=Normal"));
        Assert.Matches(@"(?m)\sScheduled\s+pod/box\s", await scene.Kubectl.OutputOfAsync("get", "events", "--field-selector=involvedObject.name=box,reason=Scheduled"));
    }

    [Fact]
    public async Task Service_and_deployment_are_forwarded_to_their_pods()
    {
        (await scene.Kubectl.RunWithAsync(
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8080}]}}""", "apply", "-f", "-")).Succeeded();

        foreach (var target in (string[])["service/web 80", "deployment/web 8080"])
        {
            var port = Free.Port();
            await using var forward = scene.Kubectl.Start("port-forward", target.Split(' ')[0], $"{port}:{target.Split(' ')[1]}");
            await forward.LineAsync("Forwarding from 127.0.0.1:");
            using var http = new HttpClient();
            Assert.StartsWith("hello from web-", await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Proxy_passes_requests_on()
    {
        await using var proxy = scene.Kubectl.Start("proxy", "--port=0");
        var address = (await proxy.LineAsync("Starting to serve on ")).Split(' ')[^1];
        using var http = new HttpClient();

        Assert.Contains("\"box\"", await http.GetStringAsync(new Uri($"http://{address}/api/v1/namespaces/{scene.Namespace.Name}/pods/box")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_is_asked_for()
    {
        Assert.Equal("yes\n", await scene.Kubectl.OutputOfAsync("auth", "can-i", "create", "pods"));
        Assert.Matches(@"(?m)^Username\s+system:admin$", await scene.Kubectl.OutputOfAsync("auth", "whoami"));
        Assert.Contains("is running at http://127.0.0.1:", await scene.Kubectl.OutputOfAsync("cluster-info"), StringComparison.Ordinal);
        Assert.Contains("Server Version: v1.34", await scene.Kubectl.OutputOfAsync("version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orc_explains_what_is_well_and_looks_after_the_machine()
    {
        var cluster = scene.Namespace.Cluster;

        var explained = (await OrcProcess.RunAsync("explain", "deployment/web", "-n", scene.Namespace.Name, "--kubeconfig", cluster.Kubeconfig)).Succeeded();
        Assert.Contains($"in namespace {scene.Namespace.Name}", explained.Output, StringComparison.Ordinal);

        // Other tests make nodes for a moment, which are not ready.
        await Eventually.True(
            async () =>
            {
                var doctor = await OrcProcess.RunAsync("doctor", "--role", "control", "--cluster", cluster.Name, "--kubeconfig", cluster.Kubeconfig);
                Assert.Matches(@"(?m)^ok\s+api\s+the API answers$", doctor.Output);
                Assert.Matches(@"(?m)^ok\s+nodes\s+1 of 1 are ready$", doctor.Output);
                return true;
            },
            "the machine and the cluster are well");
    }
}
