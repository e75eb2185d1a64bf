using System.Net;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>What a process does between being told to end and its end.</summary>
public sealed class DrainingTests
{
    [Fact]
    public async Task Process_told_to_end_says_that_it_is_not_ready_and_serves_until_its_delay_is_over()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Arguments = ["--shutdown-delay", "30"] });
        using var http = new HttpClient { BaseAddress = cluster.Address };
        using var watch = await cluster.Api.StreamAsync($"{Api.Pods("default")}?watch=true");
        var ended = cluster.Orc.TerminateAsync();
        await cluster.EventuallyAsync(async () => (await http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable, "it says that it is not ready");
        using var served = await http.GetAsync(new Uri("/api/v1/namespaces/default", UriKind.Relative));
        using var alive = await http.GetAsync(new Uri("/livez", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (served.StatusCode, alive.StatusCode));
        Assert.True(served.Headers.ConnectionClose, "clients are asked to connect anew, which brings them elsewhere");
        Assert.False(ended.IsCompleted, "it waits for its delay");

        // The watch ends as one does whose time is up.
        while (await watch.ReadLineAsync() is not null)
        {
        }

        Assert.Equal(0, await ended);
    }
}
