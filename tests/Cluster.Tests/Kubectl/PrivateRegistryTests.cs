using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Cluster.Tests.Kubectl;

/// <summary>Credentials for a registry in a Secret, from kubectl to a running pod, and nowhere else.</summary>
public sealed class PrivateRegistryTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Debug = new() { ["ORC_LOG_LEVEL"] = "Debug" };
    private TestCluster _cluster = null!;
    private TestRegistry _registry = null!;
    private string _image = "";

    public async Task InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync(guarded: true);
        _cluster = await TestCluster.StartAsync(new TestClusterOptions { Environment = Debug });
        _image = await _registry.PushAsync(TestEnvironment.Docker, Images.Busybox, "team/app:1");
    }

    public async Task DisposeAsync()
    {
        await _cluster.Engine.UntagAsync(_image);
        await _cluster.DisposeAsync();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Pod_runs_with_the_credentials_of_its_secret_which_are_nowhere_in_plain_text()
    {
        var ns = await _cluster.NewNamespaceAsync();
        Assert.Contains("secret/right created", (await ApplyAsync(ns, Secret("right", TestRegistry.Password))).Output, StringComparison.Ordinal);
        Assert.Contains("secret/right unchanged", (await ApplyAsync(ns, Secret("right", TestRegistry.Password))).Output, StringComparison.Ordinal);
        await ApplyAsync(ns, Secret("wrong", "guessed-it"));

        await ApplyAsync(ns, Pod("without"));
        await FailsAsync(ns, "without", "without credentials");
        await ApplyAsync(ns, Pod("wrong", "wrong"));
        await FailsAsync(ns, "wrong", $"to the credentials of the Secret {ns}/wrong");
        await ApplyAsync(ns, Pod("right", "right"));
        await _cluster.PodAsync(ns, "right", pod => pod.Text("status.phase") == "Running", "it runs");

        await _cluster.Orc.TerminateAsync();
        var output = _cluster.Orc.Output;
        await _cluster.StartOrcAsync();
        var read = await _cluster.KubectlAsync(ns, "get", "secret", "right", "-o", "jsonpath={.data.\\.dockerconfigjson}");
        Assert.Equal(Config(TestRegistry.Password).Replace("REGISTRY", _registry.Address, StringComparison.Ordinal), Encoding.UTF8.GetString(Convert.FromBase64String(read.Succeeded().Output.Trim())));
        Assert.Matches(@"right\s+kubernetes.io/dockerconfigjson\s+1\s", (await _cluster.KubectlAsync(ns, "get", "secrets")).Succeeded().Output);

        (await _cluster.KubectlAsync("default", "delete", "namespace", ns, "--timeout=120s")).Succeeded();
        Assert.Empty(await _cluster.Api.ListAsync("/api/v1/secrets"));
        foreach (var password in new[] { TestRegistry.Password, "guessed-it" })
        {
            Assert.Empty(await TablesWithAsync(password));
            Assert.DoesNotContain(password, output + _cluster.Orc.Output, StringComparison.Ordinal);
        }
    }

    private static string Config(string password) => $$$$"""{"auths":{"REGISTRY":{"username":"{{{{TestRegistry.Username}}}}","password":"{{{{password}}}}"}}}""";

    private JsonObject Secret(string name, string password) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["type"] = "kubernetes.io/dockerconfigjson",
        ["stringData"] = new JsonObject { [".dockerconfigjson"] = Config(password).Replace("REGISTRY", _registry.Address, StringComparison.Ordinal) },
    };

    private JsonObject Pod(string name, string? secret = null)
    {
        var pod = Manifests.Pod(name, Manifests.Container($$"""{"image":"{{_image}}","command":["sleep","3600"]}"""));
        if (secret is not null)
        {
            pod["spec"]!["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = secret });
        }

        return pod;
    }

    private async Task<CommandResult> ApplyAsync(string ns, JsonObject manifest) =>
        (await _cluster.KubectlAsync(ns, manifest.ToJsonString(), ["apply", "--validate=false", "-f", "-"])).Succeeded();

    private Task FailsAsync(string ns, string pod, string words) => _cluster.PodAsync(
        ns,
        pod,
        found => found.Text("status.containerStatuses.0.state.waiting.reason") is "ErrImagePull" or "ImagePullBackOff"
            && found.Text("status.containerStatuses.0.state.waiting.message")!.Contains(words, StringComparison.Ordinal),
        $"its pull is refused: {words}");

    // In plain text, as base64 wherever the password begins within it, and as PostgreSQL writes bytes.
    private async Task<List<string>> TablesWithAsync(string value)
    {
        await using var source = NpgsqlDataSource.Create(_cluster.Database);
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
