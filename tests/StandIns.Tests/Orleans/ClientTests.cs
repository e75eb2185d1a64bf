using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public sealed class ClientTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _cluster = await TestCluster.StartAsync(_database, 2);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_client_in_a_host_of_its_own_calls_grains_of_all_silos()
    {
        await using var client = await ClientAsync();
        foreach (var home in new[] { "silo-a", "silo-b" })
        {
            var grain = await OnAsync(client, home);
            Assert.Equal(1, await grain.Increment());
            Assert.Equal(2, await _cluster["silo-a"].Grains.GetGrain<ITurnGrain>(grain.GetPrimaryKeyString()).Increment());
            var exception = await Assert.ThrowsAsync<RefusedException>(() => grain.Refuse("x", 1));
            Assert.Equal("x", exception.Field);
        }
    }

    [Fact]
    public async Task A_client_cancels_and_enumerates()
    {
        await using var client = await ClientAsync();
        var grain = await OnAsync(client, "silo-b");
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitForCancellation(cancellation.Token);
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.InTimeAsync(call));
        await Eventually.TrueAsync(grain.WasCancelled);

        var sequence = await TestCluster.FindAsync("silo-b", key => client.Grains.GetGrain<ISequenceGrain>(key), found => found.SiloName());
        var numbers = new List<int>();
        await foreach (var number in sequence.Numbers(20))
        {
            numbers.Add(number);
        }

        Assert.Equal(Enumerable.Range(0, 20), numbers);
        await foreach (var note in sequence.Endless())
        {
            break;
        }

        await Eventually.TrueAsync(async () => await sequence.Ended() == 1);
    }

    [Fact]
    public async Task A_client_of_a_cluster_without_silos_does_not_start() =>
        await Assert.ThrowsAnyAsync<Exception>(() => TestClient.StartAsync(_database, "nobody"));

    [Fact]
    public async Task A_client_goes_on_with_another_gateway_when_one_dies()
    {
        await using var client = await ClientAsync();
        await OnAsync(client, "silo-b");
        await _cluster.KillAsync("silo-a");
        await EventuallyCallsAsync(client, "goes/on");
    }

    [Fact]
    public async Task A_client_whose_silos_are_all_gone_finds_new_ones()
    {
        await using var client = await ClientAsync();
        await OnAsync(client, "silo-b");
        await _cluster.StopAsync("silo-a");
        await _cluster.StopAsync("silo-b");
        await _cluster.AddAsync("silo-c");
        await EventuallyCallsAsync(client, "finds/new");
    }

    private static async Task EventuallyCallsAsync(TestClient client, string key)
    {
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return await client.Grains.GetGrain<ITurnGrain>(key).Increment() > 0;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                return false;
            }
        });
    }

    private static Task<ITurnGrain> OnAsync(TestClient client, string home) =>
        TestCluster.FindAsync(home, key => client.Grains.GetGrain<ITurnGrain>(key), grain => grain.SiloName());

    private Task<TestClient> ClientAsync() => TestClient.StartAsync(_database, _cluster.ClusterId);
}
