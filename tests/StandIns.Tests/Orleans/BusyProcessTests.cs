using Npgsql;

namespace StandIns.Tests.Silos;

[Collection(AloneCollection.Name)]
[Trait("Build", "StandIns")]
public sealed class BusyProcessTests
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Silos_whose_process_has_no_pool_thread_to_spare_go_on_renewing_their_rows()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await TestCluster.StartAsync(database, silos: 3);
        var silent = TimeSpan.MaxValue;
        var watch = new Thread(() => silent = LongestSilence(database.ConnectionString));
        watch.Start();
        await Task.Factory.StartNew(watch.Join, TaskCreationOptions.LongRunning);
        Assert.InRange(silent, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(3, await database.ScalarAsync<long>("SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3"));
    }

    // Asked from a thread and over a connection that were there before.
    private static TimeSpan LongestSilence(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        var release = new ManualResetEventSlim();
        for (var i = 0; i < 2000; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(wait => wait.Wait(), release, preferLocal: false);
        }

        Thread.Sleep(Busy);
        try
        {
            using var command = new NpgsqlCommand("SELECT max(clock_timestamp() - IAmAliveTime) FROM OrleansMembershipTable", connection);
            return (TimeSpan)command.ExecuteScalar()!;
        }
        finally
        {
            release.Set();
        }
    }
}
