using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What <c>kubectl apply --server-side</c> does, and what others see of it.</summary>
public sealed class ServerSideApplyTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Apply_creates_and_again_changes_nothing()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var manifest = Manifests.Deployment("web", 0).ToJsonString();

        Assert.Contains("serverside-applied", (await ApplyAsync(ns, manifest)).Succeeded().Output);
        var version = await FieldAsync(ns, "{.metadata.resourceVersion} {.metadata.generation}");

        // From then on nothing changes it but whoever applies it.
        await ns.Kubectl.OutputOfAsync("wait", "--for=jsonpath={.status.conditions[?(@.type==\"Progressing\")].reason}=NewReplicaSetAvailable", "deployment/web", "--timeout=90s");
        var before = await FieldAsync(ns, "{.metadata.resourceVersion} {.metadata.generation}");
        (await ApplyAsync(ns, manifest)).Succeeded();

        Assert.Equal(before, await FieldAsync(ns, "{.metadata.resourceVersion} {.metadata.generation}"));
        Assert.EndsWith(" 1", version);
    }

    [Fact]
    public async Task Conflict_names_the_manager_and_force_takes_the_field()
    {
        await using var ns = await clients.NewNamespaceAsync();
        (await ApplyAsync(ns, Manifests.Deployment("web", 0).ToJsonString())).Succeeded();
        var other = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":1}}""";

        var refused = await ApplyAsync(ns, other, "--field-manager", "autoscaler");
        (await ApplyAsync(ns, other, "--field-manager", "autoscaler", "--force-conflicts")).Succeeded();

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("conflict with \"kubectl\": .spec.replicas", refused.Error);
        Assert.Equal("1", await FieldAsync(ns, "{.spec.replicas}"));
        var shown = await ns.Kubectl.OutputOfAsync("get", "deployment", "web", "--output", "yaml", "--show-managed-fields");
        Assert.Contains("manager: autoscaler", shown);
        Assert.DoesNotContain("managedFields", await ns.Kubectl.OutputOfAsync("get", "deployment", "web", "--output", "yaml"));
    }

    [Fact]
    public async Task Scale_of_an_applied_deployment_conflicts_with_the_next_apply()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var manifest = Manifests.Deployment("web", 0).ToJsonString();
        (await ApplyAsync(ns, manifest)).Succeeded();
        await ns.Kubectl.OutputOfAsync("scale", "deployment", "web", "--replicas", "1");

        var refused = await ApplyAsync(ns, manifest);

        Assert.Contains("conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas", refused.Error);
    }

    [Fact]
    public async Task What_was_applied_on_the_client_moves_to_the_server_and_what_is_left_out_then_goes()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var manifest = Manifests.Deployment("web", 0);
        manifest["metadata"]!["labels"]!["old"] = "1";
        (await ns.Kubectl.RunWithAsync(manifest.ToJsonString(), "apply", "-f", "-")).Succeeded();
        manifest["metadata"]!["labels"]!.AsObject().Remove("old");

        (await ApplyAsync(ns, manifest.ToJsonString())).Succeeded();

        Assert.Equal("""{"app":"web"}""", await FieldAsync(ns, "{.metadata.labels}"));
    }

    [Fact]
    public async Task Dry_run_and_diff_say_what_would_change_and_change_nothing()
    {
        await using var ns = await clients.NewNamespaceAsync();
        var manifest = Manifests.Deployment("web", 0);
        (await ApplyAsync(ns, manifest.ToJsonString())).Succeeded();
        manifest["spec"]!["replicas"] = 3;

        Assert.Contains("(server dry run)", (await ApplyAsync(ns, manifest.ToJsonString(), "--dry-run=server")).Succeeded().Output);
        var diff = await ns.Kubectl.RunWithAsync(manifest.ToJsonString(), "diff", "--server-side", "-f", "-");

        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("+  replicas: 3", diff.Output);
        Assert.Equal("0", await FieldAsync(ns, "{.spec.replicas}"));
    }

    private static Task<CommandResult> ApplyAsync(TestNamespace ns, string manifest, params string[] more) =>
        ns.Kubectl.RunWithAsync(manifest, ["apply", "--server-side", "-f", "-", .. more]);

    private static Task<string> FieldAsync(TestNamespace ns, string path) => ns.Kubectl.OutputOfAsync("get", "deployment", "web", "--output", $"jsonpath={path}");
}
