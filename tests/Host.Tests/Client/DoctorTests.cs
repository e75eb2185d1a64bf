using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Host.Certificates;
using Orchestrator.Host.Client;
using Orchestrator.Host.Client.Doctoring;
using Orchestrator.Host.Tests.Support;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Client;

public sealed class DoctorTests
{
    private const string NoServer = "http://127.0.0.1:1";

    [Fact]
    public async Task Machine_with_database_and_engine_has_what_it_needs()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = Storage.ServiceCollectionExtensions.CreateDataSource(database.ConnectionString);

        var empty = await DoctorAsync(database.ConnectionString, TestEnvironment.Docker.OriginalString);
        await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        var made = await DoctorAsync(database.ConnectionString, TestEnvironment.Docker.OriginalString);

        Assert.Equal("warning", LevelOf(empty.Document, "schema"));
        Assert.Equal(["ok", "ok", "ok", "ok", "warning"], new[] { "database", "schema", "clock", "engine", "api" }.Select(name => LevelOf(made.Document, name)));
        Assert.Equal("no silo of this cluster is alive", Of(made.Document, "silos")["message"]!.GetValue<string>());
        Assert.Contains("API 1.", Of(made.Document, "engine")["message"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var looked in (string[])["cgroups", "engine's disk", "data's disk", "pod subnets", "file descriptors", "inotify", "ports"])
        {
            Assert.NotEmpty(Of(made.Document, looked)["message"]!.GetValue<string>());
        }

        Assert.Equal(made.Document["failed"]!.GetValue<int>() > 0 ? ExitCode.Refused : ExitCode.Success, made.Code);
    }

    [Fact]
    public async Task Database_of_a_newer_orc_fails()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = Storage.ServiceCollectionExtensions.CreateDataSource(database.ConnectionString);
        await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        await using var command = source.CreateCommand("INSERT INTO schema_migration (number, name, checksum) VALUES (999, 'later', '')");
        await command.ExecuteNonQueryAsync();

        var (code, document) = await DoctorAsync(database.ConnectionString, "unix:///nowhere.sock");

        Assert.Equal((ExitCode.Refused, "failed"), (code, LevelOf(document, "schema")));
        Assert.Contains("Run the newer program", Of(document, "schema")["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ORC_POSTGRES is not set, so the database is not known")]
    [InlineData("nonsense with a secret", "ORC_POSTGRES is no connection string")]
    [InlineData(Orc.NoDatabase, "PostgreSQL cannot be used")]
    public async Task Database_that_cannot_be_asked_fails_without_its_password(string? connection, string message)
    {
        var (code, document) = await DoctorAsync(connection, "unix:///nowhere.sock");

        Assert.Equal((ExitCode.Refused, "failed", "failed"), (code, LevelOf(document, "database"), LevelOf(document, "engine")));
        Assert.StartsWith(message, Of(document, "database")["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_of_the_control_plane_needs_no_engine()
    {
        var (_, document) = await DoctorAsync(null, "unix:///nowhere.sock", "--role", "control");

        Assert.DoesNotContain(document["checks"]!.AsArray(), check => check!["name"]!.GetValue<string>() is "engine" or "pod subnets");
    }

    [Fact]
    public async Task Lines_say_level_and_what_to_do()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /api/v1/nodes", """{"items":[{"metadata":{"name":"worker-a"},"status":{"conditions":[{"type":"Ready","status":"False","message":"no engine."}]}}]}""");

        var (code, output, error) = await Cli.RunAsync(server, "doctor", "--role", "control");

        Assert.Equal((ExitCode.Refused, ""), (code, error));
        Assert.Matches(@"(?m)^ok\s+api\s+the API answers$", output);
        Assert.Matches(@"(?m)^failed\s+nodes\s+worker-a is not ready: no engine\n\s+-> look at that machine: orc doctor, on worker-a$", output);
    }

    [Theory]
    [InlineData(365, CheckLevel.Ok)]
    [InlineData(10, CheckLevel.Warning)]
    public void Certificates_are_looked_at(int days, object level)
    {
        using var folder = new TemporaryFolder();
        var now = TimeProvider.System.GetUtcNow();
        using var authority = CertificateAuthority.Create("test", TimeSpan.FromDays(1000), now);
        using var certificate = CertificateAuthority.Issue(authority, "a", [], TimeSpan.FromDays(days), now);
        CertificateFiles.WriteCertificate(folder.Path, certificate, authority);

        Assert.Equal([(CheckLevel)level, CheckLevel.Ok], CertificateChecks.Look(folder.Path, now).Select(check => check.Level));
        Assert.Equal(CheckLevel.Failed, Assert.Single(CertificateChecks.Look(folder.Path, now.AddDays(days + 1))).Level);
        File.SetUnixFileMode(Path.Combine(folder.Path, CertificateFiles.Key), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains(CertificateChecks.Look(folder.Path, now), check => check.Message.EndsWith("can be read or written by others", StringComparison.Ordinal));
    }

    private static async Task<(int Code, JsonObject Document)> DoctorAsync(string? postgres, string docker, params string[] more)
    {
        var variables = new Dictionary<string, string> { ["DOCKER_HOST"] = docker };
        if (postgres is not null)
        {
            variables["ORC_POSTGRES"] = postgres;
        }

        var (code, output, error) = await Cli.RunAsync(["doctor", "-o", "json", "--server", NoServer, .. more], variables: variables);
        Assert.Equal("", error);
        return (code, (JsonObject)JsonNode.Parse(output)!);
    }

    private static JsonNode Of(JsonObject document, string name) => document["checks"]!.AsArray().First(check => check!["name"]!.GetValue<string>() == name)!;

    private static string LevelOf(JsonObject document, string name) => Of(document, name)["level"]!.GetValue<string>();
}
