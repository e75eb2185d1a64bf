using Orchestrator.TestKit.Machines;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>A worker's machine is lost, and comes back.</summary>
[Collection(MachineCollection.Name)]
public sealed class WorkerTests(World world)
{
    private const int Replicas = 6;

    [Fact]
    public async Task Machine_loses_its_power_and_its_pods_run_elsewhere_and_it_returns_empty()
    {
        await using var load = await world.DeployAsync(Replicas);
        var before = await load.PodsOnAsync(world.VictimWorker.Name);
        Assert.NotEmpty(before);

        await world.Victim.CutPowerAsync();
        await world.LostAsync(world.VictimWorker);
        await load.RunsAsync(without: world.VictimWorker);

        await world.Victim.BootAsync();
        await world.VictimWorker.StartAsync();
        await load.EndAsync();
    }

    [Theory]
    [InlineData(CableDirection.Both)]
    [InlineData(CableDirection.FromMachine)]
    [InlineData(CableDirection.ToMachine)]
    public async Task Machine_is_cut_off_and_what_was_replaced_is_gone_from_it_before_it_is_ready_again(CableDirection direction)
    {
        await using var load = await world.DeployAsync(Replicas);
        var before = await load.PodsOnAsync(world.VictimWorker.Name);
        Assert.NotEmpty(before);

        await world.Victim.CutCableAsync(direction);
        await world.LostAsync(world.VictimWorker);
        await load.RunsAsync(without: world.VictimWorker);

        await world.Victim.HealCableAsync();
        await world.ReturnsWithoutAsync(before);
        await load.EndAsync();
    }

    [Fact]
    public async Task Machine_is_frozen_and_what_was_replaced_is_gone_from_it_before_it_is_ready_again()
    {
        await using var load = await world.DeployAsync(Replicas);
        var before = await load.PodsOnAsync(world.VictimWorker.Name);
        Assert.NotEmpty(before);

        await world.Victim.FreezeAsync();
        await world.LostAsync(world.VictimWorker);
        await load.RunsAsync(without: world.VictimWorker);

        await world.Victim.ThawAsync();
        await world.ReturnsWithoutAsync(before);
        await load.EndAsync();
    }

    [Fact]
    public async Task Worker_is_halted_and_what_was_replaced_is_gone_from_its_machine_before_it_is_ready_again()
    {
        await using var load = await world.DeployAsync(Replicas);
        var before = await load.PodsOnAsync(world.VictimWorker.Name);

        world.VictimWorker.Orc.Freeze();
        await world.LostAsync(world.VictimWorker);
        await load.RunsAsync(without: world.VictimWorker);

        world.VictimWorker.Orc.Thaw();
        await world.ReturnsWithoutAsync(before);
        await load.EndAsync();
    }

    [Fact]
    public async Task Engine_is_killed_and_its_containers_go_on_and_are_the_same_when_it_is_back()
    {
        await using var load = await world.DeployAsync(Replicas);
        var before = await world.RunningOnVictimAsync();
        Assert.NotEmpty(before);

        await world.Victim.KillEngineAsync();
        await world.UnreadyAsync(world.VictimWorker);
        Assert.Equal(before.Count, world.Victim.RunningContainers());

        await world.Victim.BootAsync();
        await world.AllReadyAsync();
        var after = await world.RunningOnVictimAsync();
        Assert.Equal(before.Select(container => container.Id).Order(), after.Select(container => container.Id).Order());
        await load.EndAsync();
    }
}
