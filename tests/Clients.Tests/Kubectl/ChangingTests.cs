using System.Text.Json.Nodes;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>The commands that change what is there, and what they leave.</summary>
public sealed class ChangingTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Deployment_is_scaled_set_patched_and_edited()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "deployment", "web", "--image=example/web:1", "--replicas=0");
        await ns.Kubectl.OutputOfAsync("create", "configmap", "settings", "--from-literal=greeting=hello");
        await ns.Kubectl.OutputOfAsync("rollout", "pause", "deployment/web");

        Assert.Contains("Expected replicas to be 5, was 0", await ns.Kubectl.RefusalOfAsync("scale", "deployment/web", "--replicas=1", "--current-replicas=5"), StringComparison.Ordinal);
        foreach (var command in (string[])[
            "scale deployment/web --replicas=3", "set image deployment/web web=example/web:2", "set env deployment/web A=b", "set env deployment/web --from=configmap/settings",
            "set resources deployment/web --limits=cpu=100m,memory=64Mi", "set serviceaccount deployment/web default",
            """patch deployment web -p {"spec":{"replicas":2}}""", """patch deployment web --type=merge -p {"spec":{"minReadySeconds":1}}""",
            """patch deployment web --type=json -p [{"op":"replace","path":"/spec/revisionHistoryLimit","value":4}]""",
            """patch deployment web --subresource=scale --type=merge -p {"spec":{"replicas":1}}"""])
        {
            await ns.Kubectl.OutputOfAsync(command.Split(' '));
        }

        var editor = ns.Kubectl with { Environment = new Dictionary<string, string?> { ["KUBE_EDITOR"] = "sed -i 's/minReadySeconds: 1/minReadySeconds: 2/'" } };
        await editor.OutputOfAsync("edit", "deployment", "web");
        Assert.Equal("1 2 4 example/web:2 100m A GREETING default", await ns.Kubectl.OutputOfAsync(
            "get", "deployment", "web", "-o", "jsonpath={.spec.replicas} {.spec.minReadySeconds} {.spec.revisionHistoryLimit} {.spec.template.spec.containers[0].image} "
            + "{.spec.template.spec.containers[0].resources.limits.cpu} {.spec.template.spec.containers[0].env[*].name} {.spec.template.spec.serviceAccountName}"));
        Assert.Contains("A=b", await ns.Kubectl.OutputOfAsync("set", "env", "deployment/web", "--list"), StringComparison.Ordinal);
        Assert.Contains("(MethodNotAllowed)", await ns.Kubectl.RefusalOfAsync(
            "patch", "deployment", "web", "--subresource=status", "--type=merge", "-p", """{"status":{"replicas":3}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_of_a_field_that_is_none_is_refused_with_its_name()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "deployment", "web", "--image=example/web:1", "--replicas=0");
        var editor = ns.Kubectl with { Environment = new Dictionary<string, string?> { ["KUBE_EDITOR"] = "sed -i 's/minReadySeconds/minReadySecs/;s/^  replicas: 0/  replicaz: 0/'" } };

        Assert.Contains("unknown field \"spec.replicaz\"", await editor.RefusalOfAsync("edit", "deployment", "web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_and_annotations_are_set_guarded_and_removed_without_repeated_warnings()
    {
        await using var ns = await clients.NewNamespaceAsync();
        (await ns.Kubectl.RunWithAsync(Placeless("a"), "create", "-f", "-")).Succeeded();

        var labelled = (await ns.Kubectl.RunAsync("label", "pod", "a", "colour=green")).Succeeded();
        Assert.DoesNotContain("Warning", labelled.Error, StringComparison.Ordinal);
        Assert.Contains("--overwrite is false", await ns.Kubectl.RefusalOfAsync("label", "pod", "a", "colour=red"), StringComparison.Ordinal);
        await ns.Kubectl.OutputOfAsync("label", "pod", "a", "colour=red", "--overwrite");
        await ns.Kubectl.OutputOfAsync("annotate", "pod", "--all", "note=x");
        Assert.Equal("red x", await ns.Kubectl.OutputOfAsync("get", "pod", "a", "-o", "jsonpath={.metadata.labels.colour} {.metadata.annotations.note}"));
        await ns.Kubectl.OutputOfAsync("label", "pod", "a", "colour-");
        await ns.Kubectl.OutputOfAsync("annotate", "pod", "a", "note-");
        Assert.Equal("", (await ns.Kubectl.OutputOfAsync("get", "pod", "a", "-o", "jsonpath={.metadata.labels.colour}{.metadata.annotations.note}")).Trim());
    }

    [Fact]
    public async Task Node_is_cordoned_tainted_and_freed_again_and_a_dry_drain_evicts_nobody()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var node = UniqueName.Of("node");
        (await ns.Kubectl.RunWithAsync($$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{node}}}"}}""", "create", "-f", "-")).Succeeded();

        await ns.Kubectl.OutputOfAsync("cordon", node);
        await ns.Kubectl.OutputOfAsync("taint", "node", node, "tested=yes:NoSchedule");
        Assert.Matches($@"(?m)^{node}\s+\S*SchedulingDisabled\s", await ns.Kubectl.OutputOfAsync("get", "node", node));
        Assert.Contains("tested=yes:NoSchedule", await ns.Kubectl.OutputOfAsync("describe", "node", node), StringComparison.Ordinal);
        Assert.Contains("drained (server dry run)", await ns.Kubectl.OutputOfAsync("drain", node, "--dry-run=server", "--ignore-daemonsets"), StringComparison.Ordinal);
        await ns.Kubectl.OutputOfAsync("uncordon", node);
        await ns.Kubectl.OutputOfAsync("taint", "node", node, "tested-");
        Assert.DoesNotContain("tested", await ns.Kubectl.OutputOfAsync("describe", "node", node), StringComparison.Ordinal);
        await ns.Kubectl.OutputOfAsync("delete", "node", node);
    }

    [Fact]
    public async Task Pod_is_run_exposed_and_waited_for_until_it_is_gone()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Kubectl.OutputOfAsync("run", "web", $"--image={Images.Hello}", "--image-pull-policy=Never", "--port=8080", "--expose", "--labels=app=web");
        await ns.Kubectl.OutputOfAsync("wait", "--for=create", "pod/web", "--timeout=60s");
        await ns.Kubectl.OutputOfAsync("wait", "--for=condition=Ready", "pod/web", "--timeout=90s");
        await ns.Kubectl.OutputOfAsync("expose", "pod/web", "--port=80", "--target-port=8080", "--name=again");
        Assert.Equal("web:8080 web:80", await ns.Kubectl.OutputOfAsync(
            "get", "service", "web", "again", "-o", "jsonpath={.items[0].spec.selector.app}:{.items[0].spec.ports[0].port} {.items[1].spec.selector.app}:{.items[1].spec.ports[0].port}"));

        await ns.Kubectl.OutputOfAsync("delete", "pod", "web", "--wait=false", "--now");
        await ns.Kubectl.OutputOfAsync("wait", "--for=delete", "pod/web", "--timeout=90s");
        Assert.Equal("", await ns.Kubectl.OutputOfAsync("get", "pods", "-o", "name"));
    }

    [Theory]
    [InlineData("background", "")]
    [InlineData("foreground", "")]
    [InlineData("orphan", "replicaset.apps/")]
    public async Task Deployment_is_deleted_with_what_the_cascade_says(string cascade, string left)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.Kubectl.OutputOfAsync("create", "deployment", "web", "--image=example/web:1", "--replicas=0");
        await ns.Kubectl.OutputOfAsync("wait", "--for=jsonpath={.status.observedGeneration}=1", "deployment/web", "--timeout=60s");
        await Eventually.True(async () => (await ns.Kubectl.OutputOfAsync("get", "replicasets", "-o", "name")).Length > 0, "the replica set is there");

        await ns.Kubectl.OutputOfAsync("delete", "deployment", "web", $"--cascade={cascade}", "--timeout=60s");

        await Eventually.True(
            async () => await ns.Kubectl.OutputOfAsync("get", "deployments,replicasets", "-o", "name") is var names && (left.Length == 0 ? names.Length == 0 : names.StartsWith(left, StringComparison.Ordinal)),
            $"what is left is '{left}'");
        Assert.Equal("", await ns.Kubectl.OutputOfAsync("get", "replicasets", "-o", "jsonpath={.items[*].metadata.ownerReferences}"));
    }

    [Fact]
    public async Task Roles_are_reconciled_with_a_file()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var role = $$"""{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"reader","namespace":"{{ns.Name}}"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["list"]}]}""";

        Assert.Contains("reader reconciled", (await ns.Kubectl.RunWithAsync(role, "auth", "reconcile", "-f", "-")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal("""["list"]""", await ns.Kubectl.OutputOfAsync("get", "role", "reader", "-o", "jsonpath={.rules[0].verbs}"));
        var other = role.Replace("list", "get", StringComparison.Ordinal);
        (await ns.Kubectl.RunWithAsync(other, "auth", "reconcile", "-f", "-", "--remove-extra-permissions")).Succeeded();

        Assert.Equal("""[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""", await ns.Kubectl.OutputOfAsync("get", "role", "reader", "-o", "jsonpath={.rules}"));
    }

    [Fact]
    public async Task Pod_is_debugged_by_a_copy_and_a_container_in_it_is_refused()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await clients.NewNamespaceAsync();
        (await ns.Kubectl.RunWithAsync(Placeless("a"), "create", "-f", "-")).Succeeded();

        var refused = await ns.Kubectl.RefusalOfAsync("debug", "a", $"--image={Images.Busybox}", "--profile=general", "--", "true");
        await ns.Kubectl.OutputOfAsync("debug", "a", $"--image={Images.Busybox}", "--copy-to=b", "--container=tools", "--profile=general", "--", "sleep", "60");

        Assert.Contains("(MethodNotAllowed): ephemeral containers are not served", refused, StringComparison.Ordinal);
        Assert.Equal("main tools", await ns.Kubectl.OutputOfAsync("get", "pod", "b", "-o", "jsonpath={.spec.containers[*].name}"));
    }

    [Fact]
    public async Task Node_is_debugged_by_a_pod_that_sees_its_files()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await using var ns = await clients.NewNamespaceAsync();

        await ns.Kubectl.OutputOfAsync(
            "debug", $"node/{ns.Cluster.Name}", $"--image={Images.Busybox}", "--image-pull-policy=Never", "--profile=general", "--", "ls", "/host/etc/hostname");

        const string Debugger = "app.kubernetes.io/managed-by=kubectl-debug";
        await ns.Kubectl.OutputOfAsync("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod", "-l", Debugger, "--timeout=90s");
        Assert.Equal("/host/etc/hostname\n", await ns.Kubectl.OutputOfAsync("logs", "-l", Debugger));
    }

    [Fact]
    public async Task Applied_files_are_compared_replaced_and_pruned()
    {
        await using var ns = await clients.NewNamespaceAsync();
        string Map(string name, string value) => $$$"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","labels":{"set":"one"}},"data":{"a":"{{{value}}}"}}
            """;
        (await ns.Kubectl.RunWithAsync(Map("kept", "1") + Map("left-out", "1"), "apply", "-f", "-")).Succeeded();

        var diff = await ns.Kubectl.RunWithAsync(Map("kept", "2"), "diff", "-f", "-");
        Assert.Equal(1, diff.ExitCode);
        Assert.Matches(@"(?m)^\+  a: ""2""$", diff.Output);
        (await ns.Kubectl.RunWithAsync(Map("kept", "2"), "apply", "-f", "-", "--prune", "-l", "set=one", "--prune-allowlist=core/v1/ConfigMap")).Succeeded();
        Assert.Equal("configmap/kept\n", await ns.Kubectl.OutputOfAsync("get", "configmaps", "-o", "name"));
        (await ns.Kubectl.RunWithAsync(Map("kept", "3"), "replace", "--force", "-f", "-")).Succeeded();
        Assert.Equal("3", await ns.Kubectl.OutputOfAsync("get", "configmap", "kept", "-o", "jsonpath={.data.a}"));
    }

    // A pod that no node fits, so that nothing has to run.
    private static string Placeless(string name) => Manifests.Pod(name, Manifests.Script("true")).With("spec.nodeSelector", new JsonObject { ["none"] = "such" }).ToJsonString();
}
