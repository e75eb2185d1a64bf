using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Messaging;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>What holds for the stand-in's own protocol alone.</summary>
[Trait("Build", "StandIns")]
public sealed class NetworkTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    // What the stand-in lets be under way of one-way calls to one silo.
    private const int OneWayMax = 2000;

    [Fact]
    public async Task A_sender_of_oneway_calls_waits_when_too_many_are_not_done()
    {
        var grain = await fixture.Cluster.TurnGrainAsync("silo-b", caller: "silo-a");
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < OneWayMax + 500; i++)
            {
                await grain.Forget(i);
                Interlocked.Increment(ref sent);
            }
        });
        await Eventually.TrueAsync(() => Volatile.Read(ref sent) == OneWayMax);

        // Awaited calls pass, and while they do nothing more is sent.
        Assert.Equal(0, await Eventually.InTimeAsync(grain.Waiting()));
        Assert.Equal(OneWayMax, Volatile.Read(ref sent));
        await Eventually.InTimeAsync(grain.Release());
        await Eventually.InTimeAsync(sending);
        await Eventually.TrueAsync(async () => (await grain.Appended()).Count == OneWayMax + 500);
        Assert.Equal(Enumerable.Range(0, OneWayMax + 500), await grain.Appended());
    }

    [Fact]
    public async Task Requests_of_one_caller_arrive_in_the_order_in_which_they_were_made()
    {
        var grain = await fixture.Cluster.TurnGrainAsync("silo-b", caller: "silo-a");
        await Eventually.InTimeAsync(Task.WhenAll(Enumerable.Range(0, 200).Select(grain.Append)));
        Assert.Equal(Enumerable.Range(0, 200), await grain.Appended());
    }

    [Fact]
    public async Task An_exception_without_a_serializer_keeps_its_text()
    {
        var grain = await fixture.Cluster.TurnGrainAsync("silo-b", caller: "silo-a");
        var exception = await Assert.ThrowsAsync<Orleans.Serialization.CodecNotFoundException>(() => grain.FailOddly("as it was said"));
        Assert.Contains("as it was said", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(OddException), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_another_cluster_is_refused_with_a_sentence()
    {
        var gateway = fixture.Cluster["silo-a"].Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint.Port;
        var exception = await Assert.ThrowsAsync<SiloUnavailableException>(() => TestClient.StartAsync(
            fixture.Database, "another", client => client.Services.AddSingleton<IGatewayListProvider>(new GivenGateways(gateway))));
        Assert.Contains($"This silo belongs to the cluster \"{fixture.Cluster.ClusterId}\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ClusterOptions.ClusterId", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_at_the_port_for_silos_is_refused_with_a_sentence()
    {
        var port = fixture.Cluster["silo-a"].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint.Port;
        var exception = await Assert.ThrowsAsync<SiloUnavailableException>(() => TestClient.StartAsync(
            fixture.Database, fixture.Cluster.ClusterId, client => client.Services.AddSingleton<IGatewayListProvider>(new GivenGateways(port))));
        Assert.Contains("clients connect to the gateway port", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_that_speaks_something_else_is_hung_up_on()
    {
        var port = fixture.Cluster["silo-a"].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint.Port;
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(IPAddress.Loopback, port);
        await stranger.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: silo\r\n\r\n"u8.ToArray());
        Assert.Equal(0, await Eventually.InTimeAsync(HeardAsync(stranger)));
        var remote = await fixture.Cluster.TurnGrainAsync("silo-a", caller: "silo-b");
        Assert.Equal(1, await remote.Increment());
    }

    [Fact]
    public async Task Clients_see_nothing_of_a_silo_that_leaves()
    {
        await using var cluster = await TestCluster.StartAsync(fixture.Database, 2);
        await using var client = await TestClient.StartAsync(fixture.Database, cluster.ClusterId);
        var counters = Enumerable.Range(0, 20).Select(i => client.Grains.GetGrain<ICounterGrain>($"leaves/{i}")).ToArray();
        using var stopping = new CancellationTokenSource();
        var written = 0;
        var writing = Task.WhenAll(counters.Select(counter => Task.Run(async () =>
        {
            for (var value = 1; !stopping.IsCancellationRequested; value++)
            {
                Assert.Equal(value, await counter.Add(1));
                Interlocked.Increment(ref written);
            }
        })));
        await Eventually.TrueAsync(() => Volatile.Read(ref written) > 200);
        await cluster.StopAsync("silo-a");
        var before = Volatile.Read(ref written);
        await Eventually.TrueAsync(() => Volatile.Read(ref written) > before + 200 || writing.IsFaulted);
        await stopping.CancelAsync();
        await Eventually.InTimeAsync(writing);
    }

    private static async Task<int> HeardAsync(TcpClient stranger)
    {
        try
        {
            return await stranger.GetStream().ReadAsync(new byte[100]);
        }
        catch (IOException)
        {
            // Hung up on with a reset.
            return 0;
        }
    }
}
