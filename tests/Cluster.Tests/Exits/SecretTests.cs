using Npgsql;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Exits;

/// <summary>The database's password stays where it was given.</summary>
public sealed class SecretTests
{
    private static readonly Dictionary<string, string?> Debug = new() { ["ORC_LOG_LEVEL"] = "Debug" };

    [Fact]
    public async Task Password_is_not_written_while_the_database_works_fails_and_comes_back()
    {
        await using var postgres = await PrivatePostgres.CreateAsync();
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Postgres = postgres.ConnectionString, Environment = Debug });
        var password = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Password!;
        await cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", 1));
        await cluster.SettledAsync("default", "web", 1);
        await postgres.KillAsync();
        await cluster.EventuallyAsync(async () => !(await cluster.Api.SendAsync(HttpMethod.Get, "/readyz")).IsSuccess, "not ready");
        var answer = await cluster.Api.SendAsync(HttpMethod.Get, Api.Pods("default"));
        await postgres.StartAsync();
        await cluster.WaitUntilReadyAsync();
        Assert.Equal(0, await cluster.Orc.TerminateAsync());

        Assert.DoesNotContain(password, cluster.Orc.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(password, answer.Body, StringComparison.Ordinal);
        Assert.Contains("dbug", cluster.Orc.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Prot=1;Password=")]
    [InlineData("postgres://orc@127.0.0.1/orc?password=")]
    public async Task Password_is_not_written_when_the_start_fails(string connection)
    {
        const string password = "s3cr3t-of-the-database";
        await using var orc = OrcProcess.Start(["dev"], new Dictionary<string, string?>(Debug)
        {
            ["ORC_POSTGRES"] = connection + password,
            ["DOCKER_HOST"] = TestEnvironment.Docker.OriginalString,
        });
        Assert.NotEqual(0, await orc.WaitForExitAsync());
        Assert.DoesNotContain(password, orc.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_of_a_containers_variable_is_not_written()
    {
        const string secret = "s3cr3t-of-a-container";
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Environment = Debug });
        var container = Manifests.Hello();
        container["env"] = System.Text.Json.Nodes.JsonNode.Parse($$"""[{"name":"TOKEN","value":"{{secret}}"}]""");
        await cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", 1, container));
        await cluster.SettledAsync("default", "web", 1);
        await cluster.Orc.TerminateAsync();
        Assert.DoesNotContain(secret, cluster.Orc.Output, StringComparison.Ordinal);
    }
}
