using System.Text;
using System.Text.Json;
using Orchestrator.Hostile.Tests.Requests;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Hostile.Tests.Sql;

/// <summary>Whatever a client says is a value to the database and never a part of a statement, by the log of the database itself.</summary>
public sealed class InjectionTests : IAsyncLifetime
{
    /// <summary>By this what came from a request is found again in the log.</summary>
    private const string Mark = "zqmark";

    private const string SyntaxError = "42601";
    private const string ConfigMaps = $"/api/v1/namespaces/{RequestMaker.Namespace}/configmaps";

    private static readonly string[] Values =
    [
        $"{Mark}", $"{Mark}'", $"{Mark}' OR '1'='1", $"{Mark}'; DROP TABLE resource; --", $"{Mark}$$; SELECT pg_sleep(60); $$", $"{Mark}\\'; --", $"{Mark}\" --", $"{Mark}/*", $"{Mark}') UNION SELECT document FROM resource --",
        $"{Mark}%", $"{Mark}$1", $"{Mark}\0'", $"{Mark}\u02BC OR 1=1", $"{Mark}\n; COMMIT; DROP TABLE resource_event; --", $"E'{Mark}\\x27'", $"{Mark}.a", $"{Mark}::text",
    ];

    private PrivatePostgres? _postgres;
    private TestCluster? _cluster;

    private TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public async Task InitializeAsync()
    {
        _postgres = await PrivatePostgres.CreateAsync(settings: StatementLog.Settings);
        _cluster = await TestCluster.StartAsync(new TestClusterOptions { Postgres = _postgres.ConnectionString });
        await Cluster.Api.CreateAsync("/api/v1/namespaces", Manifests.Namespace(RequestMaker.Namespace));
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    [Fact]
    public async Task Values_of_requests_reach_the_database_as_parameters_alone()
    {
        foreach (var value in Values)
        {
            await AskAsync(value);
            await WriteAsync(value);
        }

        var log = await StatementLog.ReadAsync(_postgres!.ConnectionString);
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains(Mark, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Code == SyntaxError);
        foreach (var value in (string[])[Values[2], Values[3], Values[8]])
        {
            // That they got so far shows that the log would have had them.
            Assert.Contains(log.Lines, line => line.Values.Contains(value.Replace("'", "''", StringComparison.Ordinal), StringComparison.Ordinal));
        }

        Assert.True((await Cluster.Api.ListAsync(ConfigMaps)).Count > Values.Length / 2);
    }

    private async Task AskAsync(string value)
    {
        var text = Uri.EscapeDataString(value);
        var token = Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { v = 1, version = 1, ns = value, n = value, name = value, @namespace = value }))));
        string[] targets =
        [
            $"/api/v1/namespaces/{text}/configmaps", $"{ConfigMaps}/{text}", $"/api/v1/namespaces/{text}", $"/api/v1/nodes/{text}", $"{ConfigMaps}?labelSelector={text}", $"{ConfigMaps}?labelSelector={text}%3D{text}",
            $"{ConfigMaps}?labelSelector=a%20in%20({text})", $"{ConfigMaps}?labelSelector=!{text}", $"{ConfigMaps}?labelSelector={text}%3E1", $"{ConfigMaps}?fieldSelector=metadata.name%3D{text}", $"{ConfigMaps}?fieldSelector={text}%3Da",
            $"/api/v1/pods?fieldSelector=spec.nodeName%3D{text}", $"/api/v1/pods?fieldSelector=status.phase!%3D{text}", $"{ConfigMaps}?continue={text}", $"{ConfigMaps}?limit=1&continue={token}", $"{ConfigMaps}?resourceVersion={text}",
            $"{ConfigMaps}?watch=true&timeoutSeconds=1&fieldSelector=metadata.name%3D{text}", $"{ConfigMaps}?limit={text}", $"/apis/{text}/v1/things", $"/api/v1/namespaces/{RequestMaker.Namespace}/pods/{text}/log",
        ];
        foreach (var target in targets)
        {
            var answer = await Cluster.Api.SendAsync(HttpMethod.Get, target);
            Assert.True((int)answer.Code < 500, $"{target}: {answer.Code} {answer.Body}");
        }
    }

    private async Task WriteAsync(string value)
    {
        var document = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["metadata"] = new Dictionary<string, object> { ["generateName"] = "a-", ["annotations"] = new Dictionary<string, string> { ["note"] = value } },
            ["data"] = new Dictionary<string, string> { ["value"] = value },
        });
        var manager = Uri.EscapeDataString(value);
        foreach (var (body, query) in ((string, string)[])[(document, ""), (document, $"?fieldManager={manager}"), (document.Replace("generateName", "name", StringComparison.Ordinal).Replace("\"a-\"", JsonSerializer.Serialize(value), StringComparison.Ordinal), "")])
        {
            var answer = await Cluster.Api.SendAsync(HttpMethod.Post, ConfigMaps + query, body);
            Assert.True((int)answer.Code < 500, $"{body}: {answer.Code} {answer.Body}");
        }
    }
}
