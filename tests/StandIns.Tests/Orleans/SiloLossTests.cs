using Orleans.Runtime;
using Xunit.Abstractions;

namespace StandIns.Tests.Silos;

/// <summary>How the loss of silos is decided with default settings, on a clock that the tests drive. The stand-in's own timings: those of Microsoft Orleans differ.</summary>
[Trait("Build", "StandIns")]
public sealed class SiloLossTests(ITestOutputHelper output)
{
    private static readonly TimeSpan DecidedMax = TimeSpan.FromSeconds(3);

    public static IEnumerable<object[]> SizesAndPhases =>
        from size in new[] { 2, 3, 4, 10 } from phase in new[] { 0, 60, 130, 190, 249 } select new object[] { size, phase };

    [Theory]
    [MemberData(nameof(SizesAndPhases))]
    public void A_silo_that_is_killed_is_dead_to_all_within_three_seconds(int size, int phase)
    {
        using var cluster = new DrivenCluster(size, seed: size);
        cluster.Drive(TimeSpan.FromMilliseconds(phase));
        var killed = cluster.Silos[1];
        killed.Table.Freeze();
        var others = cluster.Silos.Where(silo => silo != killed).ToArray();
        var elapsed = cluster.DriveUntil(() => others.All(silo => silo.Oracle.IsDeadSilo(killed.Address)));
        output.WriteLine($"{size} silos: decided and known to all after {elapsed.TotalSeconds:F2} s");
        Assert.InRange(elapsed, TimeSpan.FromSeconds(1.5), DecidedMax);
        cluster.Drive(TimeSpan.FromSeconds(10));
        Assert.Equal([killed.Name], cluster.Dead);
    }

    [Theory]
    [MemberData(nameof(SizesAndPhases))]
    public void A_silo_whose_process_is_gone_from_its_machine_is_dead_to_all_within_two_seconds(int size, int phase)
    {
        using var cluster = new DrivenCluster(size, seed: size);
        cluster.Drive(TimeSpan.FromMilliseconds(phase));
        var killed = cluster.Silos[1];
        killed.Table.Freeze();
        cluster.Network.Refusing.Add(killed.Address.Endpoint);
        var others = cluster.Silos.Where(silo => silo != killed).ToArray();
        var elapsed = cluster.DriveUntil(() => others.All(silo => silo.Oracle.IsDeadSilo(killed.Address)));
        output.WriteLine($"{size} silos: decided and known to all after {elapsed.TotalSeconds:F2} s");
        Assert.InRange(elapsed, TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(2));
        cluster.Drive(TimeSpan.FromSeconds(10));
        Assert.Equal([killed.Name], cluster.Dead);
    }

    [Fact]
    public void A_silo_that_renews_its_row_is_alive_whatever_refuses_connections_to_it()
    {
        using var cluster = new DrivenCluster(3, seed: 11);
        cluster.Network.Refusing.Add(cluster.Silos[1].Address.Endpoint);
        cluster.Drive(TimeSpan.FromSeconds(60));
        Assert.Empty(cluster.Dead);
    }

    [Fact]
    public void One_vote_of_three_silos_kills_nobody_and_is_withdrawn_when_the_silo_is_back()
    {
        using var cluster = new DrivenCluster(3, seed: 2);
        var frozen = cluster.Silos[0];
        var thaw = frozen.Table.Freeze();
        cluster.DriveUntil(() => cluster.Store.All.Any(entry => entry.SuspectTimes is { Count: > 0 }));
        Assert.Empty(cluster.Dead);
        thaw();
        cluster.DriveUntil(() => cluster.Store.All.All(entry => entry.SuspectTimes is not { Count: > 0 }));
        cluster.Drive(TimeSpan.FromSeconds(10));
        Assert.Empty(cluster.Dead);
    }

    [Fact]
    public void A_table_that_cannot_be_reached_kills_nobody_however_long_that_lasts()
    {
        using var cluster = new DrivenCluster(5, seed: 3);
        cluster.Store.IsAway = true;
        cluster.Drive(TimeSpan.FromMinutes(1));
        cluster.Store.IsAway = false;
        cluster.Drive(TimeSpan.FromSeconds(15));
        Assert.Empty(cluster.Dead);
        Assert.All(cluster.Silos, silo => Assert.Equal(5, silo.Oracle.GetApproximateSiloStatuses(onlyActive: true).Count));
    }

    [Fact]
    public void A_silo_that_comes_back_late_from_an_outage_of_all_is_waited_for()
    {
        using var cluster = new DrivenCluster(3, seed: 4);
        cluster.Store.IsAway = true;
        cluster.Drive(TimeSpan.FromSeconds(20));
        var thaw = cluster.Silos[2].Table.Freeze();
        cluster.Store.IsAway = false;
        cluster.Drive(TimeSpan.FromSeconds(5));
        thaw();
        cluster.Drive(TimeSpan.FromSeconds(10));
        Assert.Empty(cluster.Dead);
    }

    [Fact]
    public void Calls_that_hang_for_all_and_end_sooner_for_some_kill_nobody()
    {
        using var cluster = new DrivenCluster(4, seed: 9);
        var thaws = cluster.Silos.Select(silo => silo.Table.Freeze()).ToArray();
        cluster.Drive(TimeSpan.FromSeconds(3.3));
        thaws[0]();
        thaws[1]();
        cluster.Drive(TimeSpan.FromSeconds(2.9));
        thaws[2]();
        thaws[3]();
        cluster.Drive(TimeSpan.FromSeconds(10));
        Assert.Empty(cluster.Dead);
    }

    [Fact]
    public void A_table_that_is_slow_for_good_hides_no_death()
    {
        using var cluster = new DrivenCluster(3, seed: 10);
        foreach (var silo in cluster.Silos)
        {
            silo.Table.Delay = TimeSpan.FromMilliseconds(400);
        }

        cluster.Drive(TimeSpan.FromSeconds(60));
        Assert.Empty(cluster.Dead);
        var killed = cluster.Silos[1];
        killed.Table.Freeze();
        cluster.DriveUntil(() => cluster.Dead.Any());
        Assert.Equal([killed.Name], cluster.Dead);
    }

    [Fact]
    public void A_silo_that_stood_still_ends_when_it_finds_itself_dead_and_judged_nobody()
    {
        using var cluster = new DrivenCluster(3, seed: 5);
        var frozen = cluster.Silos[0];
        var thaw = frozen.Table.Freeze();
        cluster.DriveUntil(() => cluster.Dead.Any());
        cluster.Drive(TimeSpan.FromSeconds(20));
        Assert.False(frozen.Fatal.Told.IsCompleted);
        thaw();
        Assert.InRange(cluster.DriveUntil(() => frozen.Fatal.Told.IsCompleted), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(SiloStatus.Dead, frozen.Oracle.CurrentStatus);
        Assert.Equal([frozen.Name], cluster.Dead);
    }

    [Fact]
    public void The_last_of_many_buries_all_others()
    {
        using var cluster = new DrivenCluster(30, seed: 6);
        foreach (var silo in cluster.Silos.Skip(1))
        {
            silo.Table.Freeze();
        }

        Assert.InRange(cluster.DriveUntil(() => cluster.Dead.Count() == 29), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.DoesNotContain("silo-0", cluster.Dead);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1)]
    public void Twenty_of_two_hundred_that_die_at_once_are_dead_to_all_within_ten_seconds(int apart)
    {
        using var cluster = new DrivenCluster(200, seed: 7);
        var before = cluster.Store.Calls;
        var killed = cluster.Silos.Where((_, index) => index % apart == 0).Take(20).ToArray();
        foreach (var silo in killed)
        {
            silo.Table.Freeze();
        }

        var others = cluster.Silos.Except(killed).ToArray();
        var elapsed = cluster.DriveUntil(() => others.All(silo => killed.All(dead => silo.Oracle.IsDeadSilo(dead.Address))));
        output.WriteLine($"settled after {elapsed.TotalSeconds:F1} s, {(cluster.Store.Calls - before) / elapsed.TotalSeconds / others.Length:F1} calls of the table per silo and second");
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        cluster.Drive(TimeSpan.FromSeconds(5));
        Assert.Equal(killed.Select(silo => silo.Name).Order(), cluster.Dead.Order());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(90)]
    public void Load_on_the_table_grows_no_faster_than_the_number_of_silos(int size)
    {
        const int Seconds = 10;
        using var cluster = new DrivenCluster(size, seed: 8);
        cluster.Drive(TimeSpan.FromSeconds(2));
        var before = cluster.Store.Calls;
        cluster.Drive(TimeSpan.FromSeconds(Seconds));

        // Four beats a second; each renews one row and reads those of up to three others. On PostgreSQL a beat is one statement.
        var calls = (cluster.Store.Calls - before) / (double)(Seconds * size);
        output.WriteLine($"{size} silos: {calls:F1} calls of the table per silo and second");
        Assert.InRange(calls, 3, 16.5);
    }
}
