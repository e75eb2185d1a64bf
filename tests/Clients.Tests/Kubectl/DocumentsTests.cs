using Orchestrator.Clients.Tests.Support;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What kubectl does by the server's documents about its API: it explains, finds kinds, lets the server validate, and merges.</summary>
public sealed class DocumentsTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 0
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - {name: web, image: "example/web:1"}
        """;

    private const string Settings = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {a: b}
        """;

    [Fact]
    public async Task Explain_tells_of_kinds_and_fields()
    {
        var pod = await clients.Kubectl.OutputOfAsync("explain", "pods");
        var containers = await clients.Kubectl.OutputOfAsync("explain", "deployment.spec.template.spec.containers");
        var probe = await clients.Kubectl.OutputOfAsync("explain", "pod.spec.containers.livenessProbe.httpGet.port");

        Assert.Matches(@"(?s)KIND:\s+Pod\s.*VERSION:\s+v1\s.*DESCRIPTION:\s+Containers that run together", pod);
        Assert.Matches(@"(?s)GROUP:\s+apps\s.*FIELD:\s+containers\s+<\[\]Container>.*image\s+<string>.*ports\s+<\[\]ContainerPort>", containers);
        Assert.Contains("<IntOrString>", probe, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_recursive_tells_of_all_fields_below()
    {
        var all = await clients.Kubectl.OutputOfAsync("explain", "deployment", "--recursive");

        Assert.Matches(@"(?m)^\s+containerPort\s+<integer>", all);
        Assert.Matches(@"(?m)^\s+maxSurge\s+<IntOrString>", all);
    }

    [Fact]
    public async Task Kinds_and_versions_are_listed()
    {
        var kinds = await clients.Kubectl.OutputOfAsync("api-resources", "--verbs=list", "-o", "wide");
        var versions = await clients.Kubectl.OutputOfAsync("api-versions");

        Assert.Matches(@"(?m)^deployments\s+deploy\s+apps/v1\s+true\s+Deployment\s", kinds);
        Assert.Matches(@"(?m)^nodes\s+no\s+v1\s+false\s+Node\s", kinds);
        Assert.Contains("apps/v1\n", versions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_merges_changes_into_what_is_there()
    {
        await using var ns = await clients.NewNamespaceAsync();

        Assert.Equal("deployment.apps/web created\n", await ApplyAsync(ns, Deployment));
        Assert.Equal("deployment.apps/web unchanged\n", await ApplyAsync(ns, Deployment));
        Assert.Equal("deployment.apps/web configured\n", await ApplyAsync(ns, Deployment.Replace("example/web:1", "example/web:2", StringComparison.Ordinal)));

        Assert.Equal("example/web:2", await ns.Kubectl.OutputOfAsync("get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[*].image}"));
    }

    [Theory]
    [InlineData("apply")]
    [InlineData("create")]
    public async Task Misspelt_field_is_named_by_the_server(string command)
    {
        await using var ns = await clients.NewNamespaceAsync();

        var result = await ns.Kubectl.RunWithAsync(Deployment.Replace("replicas", "replicaz", StringComparison.Ordinal), command, "-f", "-");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("unknown field \"spec.replicaz\"", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_in_a_file_is_applied_and_its_items_are_checked()
    {
        await using var ns = await clients.NewNamespaceAsync();
        const string List = """{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}]}""";

        var applied = await ApplyAsync(ns, List);
        var refused = await ns.Kubectl.RunWithAsync(List.Replace("\"data\"", "\"dada\"", StringComparison.Ordinal), "apply", "-f", "-");

        Assert.Equal("configmap/a created\n", applied);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("unknown field \"dada\"", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_replace_and_edit_need_no_option()
    {
        await using var ns = await clients.NewNamespaceAsync();

        (await ns.Kubectl.RunWithAsync(Settings, "create", "-f", "-")).Succeeded();
        (await ns.Kubectl.RunWithAsync(Settings.Replace("a: b", "a: c", StringComparison.Ordinal), "replace", "-f", "-")).Succeeded();
        Assert.Equal("c", await DataAsync(ns));
        var editor = ns.Kubectl with { Environment = new Dictionary<string, string?> { ["KUBE_EDITOR"] = "sed -i 's/a: c/a: d/'" } };
        await editor.OutputOfAsync("edit", "configmap", "settings");
        Assert.Equal("d", await DataAsync(ns));
    }

    private static async Task<string> ApplyAsync(TestNamespace ns, string manifest) => (await ns.Kubectl.RunWithAsync(manifest, "apply", "-f", "-")).Succeeded().Output;

    private static Task<string> DataAsync(TestNamespace ns) => ns.Kubectl.OutputOfAsync("get", "configmap", "settings", "-o", "jsonpath={.data.a}");
}
