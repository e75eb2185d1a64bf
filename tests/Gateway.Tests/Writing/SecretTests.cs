using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Storage.Secrets;

namespace Gateway.Tests.Writing;

/// <summary>Secrets through the gateway, over the real database.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/default/secrets";
    private const string Body = """{"metadata":{"name":"db"},"stringData":{"password":"s3cr3t"}}""";
    private const string Base64 = "czNjcjN0";

    private readonly string _folder = Directory.CreateTempSubdirectory("orc-keys-").FullName;
    private readonly DatabaseGateway _database = new();

    private string KeyFile => Path.Combine(_folder, "secrets.key");

    public async Task InitializeAsync()
    {
        SecretKeyring.Create(KeyFile);
        await _database.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Secret_lives_from_create_to_delete_and_a_watch_sees_it_all()
    {
        await using var host = await StartAsync(KeyFile);
        var start = (await host.GetAsync(Secrets)).At("metadata.resourceVersion");
        using var watch = await WatchReader.StartAsync(host, $"{Secrets}?watch=true&resourceVersion={start}");

        var created = await host.PostAsync(Secrets, Body);
        Assert.Equal((201, "Opaque", Base64), (created.Code, created.At("type"), created.At("data.password")));
        Assert.DoesNotContain("stringData", created.Text, StringComparison.Ordinal);
        Assert.Equal(("ADDED", "db"), await watch.NextNameAsync());
        Assert.Equal(Base64, (await host.GetAsync($"{Secrets}/db")).At("data.password"));
        Assert.Equal(409, (await host.PostAsync(Secrets, Body)).Code);

        var patched = await host.PatchAsync($"{Secrets}/db", """{"stringData":{"user":"ann"},"immutable":true}""");
        Assert.Equal((200, "YW5u", Base64), (patched.Code, patched.At("data.user"), patched.At("data.password")));
        Assert.Equal(("MODIFIED", "db"), await watch.NextNameAsync());
        var refused = await host.PatchAsync($"{Secrets}/db", """{"stringData":{"user":"s3cr3t-bob"}}""");
        Assert.Equal((422, "Secret \"db\" is invalid: data: Forbidden: field is immutable when `immutable` is set"), (refused.Code, refused.At("message")));

        Assert.Equal("Success", (await host.SendAsync(HttpMethod.Delete, $"{Secrets}/db")).At("status"));
        Assert.Equal(("DELETED", "db"), await watch.NextNameAsync());
        Assert.Equal(404, (await host.GetAsync($"{Secrets}/db")).Code);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("s3cr3t", StringComparison.Ordinal) || line.Contains(Base64, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"preconditions":{"uid":"another"}}""")]
    [InlineData("""{"preconditions":{"uid":"another"},"dryRun":["All"]}""")]
    public async Task Deletion_of_another_secret_is_refused_whether_or_not_it_is_only_tried(string options)
    {
        await using var host = await StartAsync(KeyFile);
        await host.PostAsync(Secrets, Body);

        Assert.Equal(409, (await host.SendAsync(HttpMethod.Delete, $"{Secrets}/db", options)).Code);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, $"{Secrets}/db", """{"dryRun":["All"]}""")).Code);
        Assert.Equal(200, (await host.GetAsync($"{Secrets}/db")).Code);
    }

    [Fact]
    public async Task Secrets_are_selected_by_type_and_shown_without_values()
    {
        await using var host = await StartAsync(KeyFile);
        await host.PostAsync(Secrets, Body);
        await host.PostAsync(Secrets, Body.Replace("\"db\"", "\"own\"", StringComparison.Ordinal).Replace("{\"metadata\"", "{\"type\":\"example.com/own\",\"metadata\"", StringComparison.Ordinal));

        var found = await host.GetAsync($"{Secrets}?fieldSelector=type%3Dexample.com/own");
        Assert.Equal("own", found.Json.GetProperty("items").EnumerateArray().Single().GetProperty("metadata").GetProperty("name").GetString());
        var table = await host.GetAsync($"{Secrets}?includeObject=None", "application/json;as=Table;v=v1;g=meta.k8s.io");
        Assert.Equal("own example.com/own 1", string.Join(' ', table.Json.GetProperty("rows")[1].GetProperty("cells").EnumerateArray().Take(3)));
        Assert.DoesNotContain(Base64, table.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_writes_name_the_setting()
    {
        await using var host = await StartAsync(null);

        var answer = await host.PostAsync(Secrets, Body);

        Assert.Equal(500, answer.Code);
        Assert.Contains("set ORC_SECRETS_KEY_FILE to a file with 32 random bytes", answer.At("message"), StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync(Secrets)).Code);
    }

    [Fact]
    public async Task Secret_that_cannot_be_read_can_be_deleted()
    {
        await using (var before = await StartAsync(KeyFile))
        {
            await before.PostAsync(Secrets, Body);
        }

        await using var host = await StartAsync(null);
        var unread = await host.GetAsync($"{Secrets}/db");
        Assert.Equal(500, unread.Code);
        Assert.Contains("the Secret default/db cannot be read", unread.At("message"), StringComparison.Ordinal);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Delete, Secrets)).Code);
        Assert.Empty((await host.GetAsync(Secrets)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Empty_value_is_one()
    {
        await using var host = await StartAsync(KeyFile);

        var answer = await host.PostAsync(Secrets, """{"metadata":{"name":"db"},"data":{"a":""},"stringData":{"b":""}}""");

        Assert.Equal((201, "", ""), (answer.Code, answer.At("data.a"), answer.At("data.b")));
    }

    [Fact]
    public async Task Value_of_the_wrong_form_is_refused_without_repeating_it()
    {
        await using var host = await StartAsync(KeyFile);

        foreach (var data in new[] { """{"data":{"a":"s3cr3t!"}}""", """{"stringData":{"a":["s3cr3t"]}}""", """{"data":"s3cr3t"}""" })
        {
            var answer = await host.PostAsync(Secrets, $$$"""{"metadata":{"name":"x"},{{{data[1..]}}}""");
            Assert.InRange(answer.Code, 400, 422);
            Assert.DoesNotContain("s3cr3t", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Namespace_that_is_being_deleted_takes_no_new_ones()
    {
        await _database.PutAsync(new Namespace { Metadata = new ObjectMeta { Name = "default", Uid = "uid-default", DeletionTimestamp = DateTimeOffset.UnixEpoch } });
        await using var host = await StartAsync(KeyFile);

        var answer = await host.PostAsync(Secrets, Body);

        Assert.Equal((403, "Forbidden"), (answer.Code, answer.At("reason")));
    }

    [Fact]
    public async Task Secret_with_a_finalizer_stays_until_it_is_taken_away_and_shows_its_values_meanwhile()
    {
        await using var host = await StartAsync(KeyFile);
        await host.PostAsync(Secrets, Body.Replace("\"db\"", "\"db\",\"finalizers\":[\"example.com/wait\"]", StringComparison.Ordinal));

        var deleted = await host.SendAsync(HttpMethod.Delete, $"{Secrets}/db");

        Assert.Equal((200, "Secret", Base64), (deleted.Code, deleted.At("kind"), deleted.At("data.password")));
        Assert.Equal(Base64, (await host.GetAsync($"{Secrets}/db")).At("data.password"));
        Assert.Equal(200, (await host.PatchAsync($"{Secrets}/db", """{"metadata":{"finalizers":null}}""")).Code);
        Assert.Equal(404, (await host.GetAsync($"{Secrets}/db")).Code);
    }

    private Task<GatewayHost> StartAsync(string? keyFile) => _database.StartAsync(secretsKeyFile: keyFile);
}
