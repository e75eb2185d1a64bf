using Npgsql;

namespace StandIns.Tests.Silos;

[Collection(AloneCollection.Name)]
[Trait("Build", "StandIns")]
public sealed class BusyProcessTests
{
    // The pool adds a thread or two a second: with so many that wait it has none to spare for longer than this.
    private const int Waiting = 2000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Long enough that silos which do not renew their rows would be declared dead, by the usual settings and by those of tests.
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Silos_whose_process_has_no_pool_thread_to_spare_go_on_renewing_their_rows()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await TestCluster.StartAsync(database, silos: 3);
        var renewed = false;
        var watch = new Thread(() => renewed = AreAllRenewedWhileBusy(database.ConnectionString));
        watch.Start();
        await Task.Factory.StartNew(watch.Join, TaskCreationOptions.LongRunning);
        Assert.True(renewed);
        Assert.Equal(3, await database.ScalarAsync<long>("SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3"));
    }

    // Asked from a thread and over a connection that were there before.
    private static bool AreAllRenewedWhileBusy(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        var release = new ManualResetEventSlim();
        for (var i = 0; i < Waiting; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(wait => wait.Wait(), release, preferLocal: false);
        }

        try
        {
            using var command = new NpgsqlCommand("SELECT min(IAmAliveTime) > @after FROM OrleansMembershipTable", connection);
            command.Parameters.AddWithValue("after", DateTime.UtcNow + Busy);
            return SpinWait.SpinUntil(() => IsTrue(command), Bound);
        }
        finally
        {
            release.Set();
        }
    }

    private static bool IsTrue(NpgsqlCommand command)
    {
        Thread.Sleep(Pause);
        return (bool)command.ExecuteScalar()!;
    }
}
