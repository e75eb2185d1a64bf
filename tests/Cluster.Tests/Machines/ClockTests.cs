using Orchestrator.TestKit.Machines;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>The wall clock of one silo jumps by an hour, forward and back.</summary>
[Collection(MachineCollection.Name)]
public sealed class ClockTests(World world)
{
    private const int Replicas = 6;
    private const int Writes = 50;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // Longer than a silo needs to be declared dead.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);

    // Microsoft Orleans plans by the wall clock when an idle activation ends, and starts none on a silo whose clock was set back by more than a quarter of an hour.
    [Fact]
    [Trait("Build", "StandIns")]
    public Task Clock_of_a_control_silo_jumps_and_nobody_is_declared_dead_and_no_pod_is_replaced() => JumpsAsync(world.Cluster.Controls[^1]);

    [Fact]
    public Task Clock_of_a_worker_jumps_and_nobody_is_declared_dead_and_no_pod_is_replaced() => JumpsAsync(world.VictimWorker);

    private async Task JumpsAsync(Silo silo)
    {
        using var clock = new ShiftedClock();
        await silo.Orc.TerminateAsync();
        await silo.StartAsync(clock.Environment);
        await world.AllReadyAsync();
        await using var load = await world.DeployAsync(Replicas);
        var pods = await load.UidsAsync();
        var silos = await world.SilosAsync();

        foreach (var jump in new[] { Hour, -Hour })
        {
            clock.Jump(jump);
            var written = load.Journal.Acknowledged;
            var begun = TimeProvider.System.GetTimestamp();
            await world.EventuallyAsync(
                () => Task.FromResult(load.Journal.Acknowledged > written + Writes && TimeProvider.System.GetElapsedTime(begun) > Watched), "writes go on");
            Assert.Equal(silos, await world.SilosAsync());
            Assert.Equal(pods, await load.UidsAsync());
        }

        clock.Jump(TimeSpan.Zero);
        await load.EndAsync();
        await silo.Orc.TerminateAsync();
        await silo.StartAsync();
        await world.AllReadyAsync();
    }
}
