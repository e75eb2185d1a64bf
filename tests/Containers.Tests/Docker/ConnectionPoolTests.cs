using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class ConnectionPoolTests
{
    [Fact]
    public async Task Calls_one_after_another_share_a_connection()
    {
        await using var fake = await FakeEngine.StartAsync();
        var connections = new HashSet<string>();
        fake.Answer = context =>
        {
            connections.Add(context.Connection.Id);
            return FakeEngine.Json(context, "{}");
        };
        using var engine = Engines.Create(fake.Endpoint);

        for (var call = 0; call < 5; call++)
        {
            await engine.StartContainerAsync("a1", default);
        }

        Assert.Single(connections);
    }
}
