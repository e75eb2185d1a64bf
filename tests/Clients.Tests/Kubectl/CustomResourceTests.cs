using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>Kinds that users bring, as kubectl sees them. Each test has a kind of its own, because definitions are the whole cluster's.</summary>
public sealed class CustomResourceTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Kind_is_defined_used_in_every_way_and_taken_away_with_its_objects()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await DefineAsync(ns, "use");
        await ApplyAsync(ns, "use", "nightly", "busybox");

        Assert.Matches(@"(?m)^NAME\s+SPEC\s+REPLICAS\s+AGE\nnightly\s+\* \* \* \* \*\s+1\s+\d+s$", await ns.Kubectl.OutputOfAsync("get", "uses"));
        Assert.Matches(@"(?m)^nightly\s+\* \* \* \* \*\s+1\s+\d+s\s+busybox$", await ns.Kubectl.OutputOfAsync("get", "usetabs", "--output", "wide"));
        Assert.Contains("usetab.tabs.example.com/nightly", await ns.Kubectl.OutputOfAsync("get", "all", "--output", "name"));
        Assert.Contains("When it runs.", await ns.Kubectl.OutputOfAsync("explain", "usetabs.spec.cronSpec"));
        Assert.Matches(@"(?m)^Kind:\s+Usetab$", await ns.Kubectl.OutputOfAsync("describe", "usetab", "nightly"));
        Assert.Matches(@"(?m)^usetabs\s+uses\s+tabs\.example\.com/v1\s+true\s+Usetab$", await ns.Kubectl.OutputOfAsync("api-resources", "--api-group=tabs.example.com"));

        await ns.Kubectl.OutputOfAsync("scale", "usetab", "nightly", "--replicas=3");
        await ns.Kubectl.OutputOfAsync("patch", "usetab", "nightly", "--type=merge", "--patch", """{"spec":{"cronSpec":"0 * * * *"}}""");
        await ns.Kubectl.OutputOfAsync("label", "usetab", "nightly", "tier=back");
        var editor = ns.Kubectl with { Environment = new Dictionary<string, string?>(ns.Kubectl.Environment) { ["KUBE_EDITOR"] = "sed -i s/busybox/alpine/" } };
        await editor.OutputOfAsync("edit", "usetab", "nightly");
        Assert.Equal("3/0 * * * */alpine", await ns.Kubectl.OutputOfAsync("get", "usetab", "-l", "tier=back", "--output", "jsonpath={.items[0].spec.replicas}/{.items[0].spec.cronSpec}/{.items[0].spec.image}"));

        await ns.Kubectl.OutputOfAsync("delete", "crd", "usetabs.tabs.example.com", "--timeout=120s");

        // Which of the two kubectl says depends on what it remembers of the server, and the tests share that.
        await Eventually.True(
            async () => (await ns.Kubectl.RunAsync("get", "usetabs")).Error is var error
                && (error.Contains("the server could not find the requested resource", StringComparison.Ordinal)
                    || error.Contains("the server doesn't have a resource type \"usetabs\"", StringComparison.Ordinal)),
            "the kind is gone");
        await DefineAsync(ns, "use");
        Assert.Equal("", await ns.Kubectl.OutputOfAsync("get", "usetabs", "--output", "name"));
    }

    [Fact]
    public async Task Apply_merges_on_the_client_on_the_server_and_shows_the_difference()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await DefineAsync(ns, "apply");
        await ApplyAsync(ns, "apply", "nightly", "busybox");

        await ApplyAsync(ns, "apply", "nightly", "alpine");
        var difference = await ns.Kubectl.RunWithAsync(CronTab("apply", "nightly", "nginx"), "diff", "-f", "-");
        (await ns.Kubectl.RunWithAsync(CronTab("apply", "other", "nginx"), "apply", "--server-side", "-f", "-")).Succeeded();
        var conflict = await ns.Kubectl.RunWithAsync(CronTab("apply", "other", "alpine"), "apply", "--server-side", "--field-manager=somebody", "-f", "-");

        Assert.Equal(1, difference.ExitCode);
        Assert.Contains("+  image: nginx", difference.Output);
        Assert.Equal("alpine nginx", await ns.Kubectl.OutputOfAsync("get", "applytabs", "--output", "jsonpath={.items[*].spec.image}"));
        Assert.Contains("conflict with \"kubectl\": .spec.image", conflict.Error);
    }

    [Fact]
    public async Task Bad_object_is_refused_with_the_field_and_the_rule()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await DefineAsync(ns, "bad");

        var broken = await ns.Kubectl.RunWithAsync(CronTab("bad", "a", "busybox").Replace("* * * * *", "always", StringComparison.Ordinal), "apply", "-f", "-");
        var misspelt = await ns.Kubectl.RunWithAsync(CronTab("bad", "a", "busybox").Replace("image", "imag", StringComparison.Ordinal), "apply", "-f", "-");

        Assert.Contains("spec.cronSpec: Invalid value: \"always\": spec.cronSpec in body should match", broken.Error);
        Assert.Contains("unknown field \"spec.imag\"", misspelt.Error);
    }

    [Fact]
    public async Task Bad_definition_is_refused_with_the_field_and_the_rule()
    {
        var refused = await clients.Kubectl.RunWithAsync(
            Definition("refused").Replace("storage: true", "storage: false", StringComparison.Ordinal), "apply", "-f", "-");

        Assert.Contains("spec.versions: Invalid value: [\"v1\"]: must have exactly one version marked as storage version", refused.Error);
    }

    [Fact]
    public async Task Deleted_namespace_takes_custom_objects_with_it_and_waits_for_their_finalizers()
    {
        var name = UniqueName.Of("ns");
        await clients.Kubectl.OutputOfAsync("create", "namespace", name);
        await using var other = await clients.NewNamespaceAsync();
        await DefineAsync(other, "space");
        await ApplyAsync(other, "space", "stays", "busybox");
        foreach (var (tab, finalizers) in new[] { ("goes", "[]"), ("held", "[example.com/hold]") })
        {
            var document = CronTab("space", tab, "busybox").Replace("metadata:\n", $"metadata:\n  finalizers: {finalizers}\n", StringComparison.Ordinal);
            (await clients.Kubectl.RunWithAsync(document, "apply", "-n", name, "-f", "-")).Succeeded();
        }

        await clients.Kubectl.OutputOfAsync("delete", "namespace", name, "--wait=false");
        await Eventually.True(
            async () => await clients.Kubectl.OutputOfAsync("get", "spacetabs.tabs.example.com", "-n", name, "--output", "name") == "spacetab.tabs.example.com/held\n", "only the held one is left");
        await clients.Kubectl.OutputOfAsync("patch", "spacetabs.tabs.example.com", "held", "-n", name, "--type=merge", "--patch", """{"metadata":{"finalizers":null}}""");

        await clients.Kubectl.OutputOfAsync("wait", "--for=delete", $"namespace/{name}", "--timeout=120s");
        Assert.Equal("spacetab.tabs.example.com/stays\n", await clients.Kubectl.OutputOfAsync("get", "spacetabs.tabs.example.com", "-A", "--output", "name"));
    }

    private static async Task DefineAsync(TestNamespace ns, string word)
    {
        (await ns.Kubectl.RunWithAsync(Definition(word), "apply", "-f", "-")).Succeeded();
        await ns.Kubectl.OutputOfAsync("wait", "--for=condition=Established", $"crd/{word}tabs.tabs.example.com", "--timeout=120s");
    }

    private static async Task ApplyAsync(TestNamespace ns, string word, string name, string image) =>
        (await ns.Kubectl.RunWithAsync(CronTab(word, name, image), "apply", "-f", "-")).Succeeded();

    private static string Kind(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}tab";

    private static string CronTab(string word, string name, string image) => $$"""
        apiVersion: tabs.example.com/v1
        kind: {{Kind(word)}}
        metadata:
          name: {{name}}
        spec:
          cronSpec: "* * * * *"
          image: {{image}}

        """;

    private static string Definition(string word) => $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: {{word}}tabs.tabs.example.com
        spec:
          group: tabs.example.com
          scope: Namespaced
          names:
            plural: {{word}}tabs
            singular: {{word}}tab
            kind: {{Kind(word)}}
            shortNames: [{{word}}s]
            categories: [all]
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                description: A program that runs at times.
                properties:
                  spec:
                    type: object
                    properties:
                      cronSpec:
                        type: string
                        description: When it runs.
                        pattern: '^(\d+|\*)(/\d+)?(\s+(\d+|\*)(/\d+)?){4}$'
                      image:
                        type: string
                      replicas:
                        type: integer
                        default: 1
                  status:
                    type: object
                    properties:
                      replicas:
                        type: integer
            subresources:
              status: {}
              scale:
                specReplicasPath: .spec.replicas
                statusReplicasPath: .status.replicas
            additionalPrinterColumns:
            - name: Spec
              type: string
              jsonPath: .spec.cronSpec
            - name: Replicas
              type: integer
              jsonPath: .spec.replicas
            - name: Age
              type: date
              jsonPath: .metadata.creationTimestamp
            - name: Image
              type: string
              priority: 1
              jsonPath: .spec.image
        """;
}
