using Orchestrator.Clients.Tests.Support;

namespace Orchestrator.Clients.Tests.Helm;

/// <summary>What helm keeps of releases.</summary>
public sealed class ReleaseTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    [Fact]
    public async Task Namespace_without_releases_lists_none()
    {
        await using var ns = await clients.NewNamespaceAsync();
        Assert.Equal("[]", (await ns.Helm.OutputOfAsync("list", "--output", "json")).Trim());
    }
}
