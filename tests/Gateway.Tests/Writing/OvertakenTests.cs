using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Gateway.Tests.Writing;

/// <summary>Activations that another has overtaken write nothing, as happens while silos come and go.</summary>
public sealed class OvertakenTests
{
    private const string Web = $"{Samples.Deployments}/web";
    private const string Scale = """{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"web"},"spec":{"replicas":5}}""";
    private const string Binding = """{"apiVersion":"v1","kind":"Binding","target":{"kind":"Node","name":"worker-a"}}""";
    private const string Eviction = """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web-1"}}""";

    public static TheoryData<string, string, string?> Writes => new()
    {
        { "POST", Samples.Deployments, Samples.DeploymentJson.Replace("\"web\"", "\"other\"", StringComparison.Ordinal) },
        { "PUT", Web, Samples.DeploymentJson },
        { "PATCH", Web, """{"spec":{"replicas":4}}""" },
        { "PATCH", "/api/v1/nodes/worker-a/status", """{"status":{"nodeInfo":{"osImage":"linux"}}}""" },
        { "PUT", $"{Web}/scale", Scale },
        { "DELETE", Web, null },
        { "POST", $"{Samples.Pods}/web-1/binding", Binding },
        { "POST", $"{Samples.Pods}/web-1/eviction", Eviction },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_is_asked_of_the_next_activation(string method, string path, string? body)
    {
        await using var host = await HostAsync(overtaken: 1);

        var answer = await SendAsync(host, method, path, body);

        Assert.True(answer.Code is 200 or 201, answer.Text);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_that_is_overtaken_again_and_again_is_a_conflict(string method, string path, string? body)
    {
        await using var host = await HostAsync(overtaken: 1000);

        var answer = await SendAsync(host, method, path, body);

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
    }

    // It had seen what was there before the other wrote.
    [Fact]
    public async Task Patch_is_made_anew_of_what_the_other_activation_wrote()
    {
        await using var host = await HostAsync(overtaken: 1);
        host.Cluster.BeforeReplace = () =>
        {
            host.Cluster.BeforeReplace = null;
            var other = Samples.Deployment();
            host.Resources.Put(other with { Metadata = other.Metadata with { Labels = other.Metadata.Labels.Add("by", "another") } }, revision: 2);
        };

        var answer = await SendAsync(host, "PATCH", Web, """{"spec":{"replicas":4}}""");

        Assert.Equal((200, "4", "another"), (answer.Code, answer.At("spec.replicas"), answer.At("metadata.labels.by")));
    }

    private static async Task<GatewayHost> HostAsync(int overtaken)
    {
        var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Deployment());
        host.Resources.Put(Samples.Pod("web-1"));
        host.Resources.Put(new Node { Metadata = new ObjectMeta { Name = "worker-a", Uid = "uid-worker-a" } });
        host.Cluster.OvertakenWrites = overtaken;
        return host;
    }

    private static Task<Answer> SendAsync(GatewayHost host, string method, string path, string? body) =>
        method == "PATCH" ? host.PatchAsync(path, body!) : host.SendAsync(new HttpMethod(method), path, body);
}
