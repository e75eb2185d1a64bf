using Orchestrator.Clients.Tests.Support;

namespace Orchestrator.Clients.Tests.Kubectl;

/// <summary>What kubectl is asked to show.</summary>
public sealed class ReadingTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Nodes_are_listed_with_their_state()
    {
        var table = await clients.Kubectl.OutputOfAsync("get", "nodes");
        Assert.Matches($@"(?m)^{clients.Cluster.Name}\s+Ready\s", table);
    }
}
