using Microsoft.Extensions.DependencyInjection;

namespace StandIns.Tests.Silos;

/// <summary>What becomes of calls that reach a silo while it stops.</summary>
[Trait("Build", "StandIns")]
public sealed class LeavingTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_call_whose_activation_ends_while_it_is_read_is_run_by_another_silo()
    {
        var journal = new LifeJournal();
        await using var cluster = await TestCluster.StartAsync(fixture.Database, 2, silo => silo.Services.AddSingleton(journal));
        await using var client = await TestClient.StartAsync(fixture.Database, cluster.ClusterId);
        var key = "";
        var grain = await TestCluster.FindAsync("silo-a", next => client.Grains.GetGrain<IParcelGrain>(key = next), found => found.SiloName());
        var isRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ParcelConverter.Reading = _ =>
        {
            isRead.TrySetResult();
            SpinWait.SpinUntil(() => journal.Ended.ContainsKey(key), Bound);
        };

        var call = grain.Take(new Parcel("late"));
        await Eventually.InTimeAsync(isRead.Task);
        await cluster.StopAsync("silo-a");

        Assert.Equal("silo-b", await Eventually.InTimeAsync(call));
    }
}
