using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Exits;

/// <summary>A wrong setting ends the start with a sentence that names it, not with a stack trace.</summary>
public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("ORC_POSTGRES")]
    [InlineData("--listen must be", "--listen", "rubbish")]
    [InlineData("--allow-remote", "--listen", "http://0.0.0.0:7080")]
    [InlineData("lower-case DNS name", "--name", "Not_A_Name")]
    [InlineData("--silo-port", "--silo-port", "99999")]
    [InlineData("--silo-address", "--silo-address", "nowhere")]
    [InlineData("--node-label", "--node-label", "novalue")]
    [InlineData("--pods-max", "--pods-max", "many")]
    [InlineData("PodsMax", "--pods-max", "0")]
    [InlineData("--system-reserved", "--system-reserved", "cpu=lots")]
    [InlineData("--eviction-hard: \"memory<1\"", "--eviction-hard", "memory<1")]
    [InlineData("--container-pids-max", "--container-pids-max", "-1")]
    [InlineData("--image-gc", "--image-gc", "sometimes")]
    [InlineData("/no/such/config.json cannot be read", "--registry-config", "/no/such/config.json")]
    [InlineData("--no-such-option", "--no-such-option")]
    public async Task Wrong_setting_is_named_and_orc_ends(string named, params string[] arguments)
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = named == "ORC_POSTGRES" ? null : database.ConnectionString;
        await EndsAsync(named, connection, ["dev", "--silo-port", $"{Free.Port()}", "--client-port", $"{Free.Port()}", .. arguments]);
    }

    [Theory]
    [InlineData("ORC_POSTGRES", "this is no connection string")]
    [InlineData("127.0.0.1:1", "Host=127.0.0.1;Port=1;Username=orc;Database=orc;Password=s3cr3t")]
    public async Task Wrong_database_is_named_and_orc_ends(string named, string connection) => await EndsAsync(named, connection, ["dev"]);

    [Fact]
    public async Task Wrong_log_level_is_named_and_orc_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        await EndsAsync("ORC_LOG_LEVEL", database.ConnectionString, ["dev"], new() { ["ORC_LOG_LEVEL"] = "Chatty" });
    }

    [Theory]
    [InlineData("/no/such/keys", "ORC_SECRETS_KEY_FILE: /no/such/keys cannot be read")]
    [InlineData("/proc/self/cmdline", "ORC_SECRETS_KEY_FILE: /proc/self/cmdline must be for its owner only; run chmod 600")]
    public async Task Wrong_file_of_keys_is_named_and_orc_ends(string file, string named)
    {
        await using var database = await TestDatabase.CreateAsync();
        await EndsAsync(
            named, database.ConnectionString, ["silo", "--silo-port", $"{Free.Port()}", "--client-port", $"{Free.Port()}"], new() { ["ORC_SECRETS_KEY_FILE"] = file });
    }

    [Theory]
    [InlineData("--listen", "http://127.0.0.1:")]
    [InlineData("--silo-port", "")]
    [InlineData("--client-port", "")]
    public async Task Port_that_is_taken_is_named_and_orc_ends(string option, string before)
    {
        await using var database = await TestDatabase.CreateAsync();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, Free.Port());
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var ports = new Dictionary<string, string>
        {
            ["--listen"] = $"http://127.0.0.1:{Free.Port()}",
            ["--silo-port"] = $"{Free.Port()}",
            ["--client-port"] = $"{Free.Port()}",
            [option] = $"{before}{port}",
        };
        await EndsAsync($"127.0.0.1:{port}", database.ConnectionString, ["dev", .. ports.SelectMany(pair => new[] { pair.Key, pair.Value })]);
    }

    private static async Task EndsAsync(string named, string? connection, string[] arguments, Dictionary<string, string?>? environment = null)
    {
        environment ??= [];
        environment["ORC_POSTGRES"] = connection;
        environment["DOCKER_HOST"] = TestEnvironment.Docker.OriginalString;
        var data = Directory.CreateTempSubdirectory("orc-data-");
        await using var orc = OrcProcess.Start([.. arguments, "--data", data.FullName], environment);
        Assert.InRange(await orc.WaitForExitAsync(TimeSpan.FromSeconds(120)), 1, 2);
        data.Delete(recursive: true);
        Assert.Contains(named, orc.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", orc.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", orc.Output, StringComparison.Ordinal);
    }
}
