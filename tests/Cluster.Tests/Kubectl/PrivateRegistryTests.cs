using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Kubectl;

/// <summary>Credentials for a registry in a Secret, from kubectl to a running pod, and nowhere else.</summary>
public sealed class PrivateRegistryTests
{
    private static readonly Dictionary<string, string?> Debug = new() { ["ORC_LOG_LEVEL"] = "Debug" };
    [Fact]
    public async Task Pod_runs_with_the_credentials_of_its_secret_which_are_nowhere_in_plain_text()
    {
        await using var registry = await TestRegistry.StartAsync(guarded: true);
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Environment = Debug });
        var image = await registry.PushAsync(TestEnvironment.Docker, Images.Busybox, "team/app:1");
        var ns = await cluster.NewNamespaceAsync();
        Assert.Contains("secret/right created", (await ApplyAsync(cluster, ns, Secret("right", registry.Address, TestRegistry.Password))).Output, StringComparison.Ordinal);
        var first = await VersionAsync(cluster, ns);
        await ApplyAsync(cluster, ns, Secret("right", registry.Address, TestRegistry.Password));
        Assert.Equal(first, await VersionAsync(cluster, ns));
        await ApplyAsync(cluster, ns, Secret("wrong", registry.Address, "guessed-it"));

        await ApplyAsync(cluster, ns, Pod("without", image));
        await FailsAsync(cluster, ns, "without", "without credentials");
        await ApplyAsync(cluster, ns, Pod("wrong", image, "wrong"));
        await FailsAsync(cluster, ns, "wrong", $"to the credentials of the Secret {ns}/wrong");
        await ApplyAsync(cluster, ns, Pod("right", image, "right"));
        await cluster.PodAsync(ns, "right", pod => pod.Text("status.phase") == "Running", "it runs");

        await cluster.Orc.TerminateAsync();
        var output = cluster.Orc.Output;
        await cluster.StartOrcAsync();
        var read = await cluster.KubectlAsync(ns, "get", "secret", "right", "-o", "jsonpath={.data.\\.dockerconfigjson}");
        Assert.Equal(Config(registry.Address, TestRegistry.Password), Encoding.UTF8.GetString(Convert.FromBase64String(read.Succeeded().Output.Trim())));
        Assert.Matches(@"right\s+kubernetes.io/dockerconfigjson\s+1\s", (await cluster.KubectlAsync(ns, "get", "secrets")).Succeeded().Output);

        (await cluster.KubectlAsync("default", "delete", "namespace", ns, "--timeout=120s")).Succeeded();
        Assert.Empty(await cluster.Api.ListAsync("/api/v1/secrets"));
        foreach (var password in new[] { TestRegistry.Password, "guessed-it" })
        {
            Assert.Empty(await TablesWithAsync(cluster, password));
            Assert.DoesNotContain(password, output + cluster.Orc.Output, StringComparison.Ordinal);
        }

        await cluster.Engine.UntagAsync(image);
    }

    private static string Config(string registry, string password) => $$$$"""{"auths":{"{{{{registry}}}}":{"username":"{{{{TestRegistry.Username}}}}","password":"{{{{password}}}}"}}}""";

    private static JsonObject Secret(string name, string registry, string password) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["type"] = "kubernetes.io/dockerconfigjson",
        ["stringData"] = new JsonObject { [".dockerconfigjson"] = Config(registry, password) },
    };

    private static JsonObject Pod(string name, string image, string? secret = null)
    {
        var pod = Manifests.Pod(name, Manifests.Container($$"""{"image":"{{image}}","command":["sleep","3600"]}"""));
        if (secret is not null)
        {
            pod["spec"]!["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = secret });
        }

        return pod;
    }

    private static async Task<string?> VersionAsync(TestCluster cluster, string ns) =>
        (await cluster.Api.GetAsync($"/api/v1/namespaces/{ns}/secrets/right")).Text("metadata.resourceVersion");

    private static async Task<CommandResult> ApplyAsync(TestCluster cluster, string ns, JsonObject manifest) =>
        (await cluster.KubectlAsync(ns, manifest.ToJsonString(), ["apply", "-f", "-"])).Succeeded();

    private static Task<JsonNode> FailsAsync(TestCluster cluster, string ns, string pod, string words) => cluster.PodAsync(
        ns,
        pod,
        found => found.Text("status.containerStatuses.0.state.waiting.reason") is "ErrImagePull" or "ImagePullBackOff"
            && found.Text("status.containerStatuses.0.state.waiting.message")!.Contains(words, StringComparison.Ordinal),
        $"its pull is refused: {words}");

    // In plain text, as base64 wherever the password begins within it, and as PostgreSQL writes bytes.
    private static async Task<List<string>> TablesWithAsync(TestCluster cluster, string value)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Database);
        var tables = new List<string>();
        await using (var list = source.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        Assert.True(tables.Count > 5);
        string[] forms = [value, .. Enumerable.Range(0, 3).Select(shift => Base64(value, shift))];
        var found = new List<string>();
        foreach (var table in tables)
        {
            foreach (var form in forms.Concat(forms.Select(form => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(form)))))
            {
                await using var count = source.CreateCommand($"SELECT count(*) FROM \"{table}\" AS t WHERE strpos(t::text, $1) > 0");
                count.Parameters.Add(new() { Value = form });
                if ((long)(await count.ExecuteScalarAsync())! > 0)
                {
                    found.Add($"{table} holds {form}");
                }
            }
        }

        return found;
    }

    // The part of the base64 that depends on nothing but the value, where it stands so many bytes after a multiple of three.
    private static string Base64(string value, int shift)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + value));
        return text[(shift == 0 ? 0 : 4)..^4];
    }
}
