namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>A silo of the control plane is lost, and comes back.</summary>
[Collection(MachineCollection.Name)]
public sealed class ControlTests(World world)
{
    private const int Replicas = 3;

    [Fact]
    public async Task Silo_is_killed_and_every_write_is_accepted_again_and_none_is_lost()
    {
        await using var load = await world.DeployAsync(Replicas);
        var objects = await ObjectSet.CreateAsync(world.Apis[0], load.Namespace);

        await world.Cluster.Controls[^1].Orc.KillAsync();
        await world.EventuallyAsync(() => objects.AcceptsAllAsync(world.Apis[0]), "every object takes a write again");

        await world.Cluster.Controls[^1].StartAsync();
        await load.EndAsync();
    }

    [Fact]
    public async Task Silo_is_halted_and_every_write_is_accepted_elsewhere_and_none_is_lost_when_it_goes_on()
    {
        await using var load = await world.DeployAsync(Replicas);
        var objects = await ObjectSet.CreateAsync(world.Apis[0], load.Namespace);

        world.Cluster.Controls[^1].Orc.Freeze();
        try
        {
            await world.EventuallyAsync(() => objects.AcceptsAllAsync(world.Apis[0]), "every object takes a write again");
        }
        finally
        {
            world.Cluster.Controls[^1].Orc.Thaw();
        }

        await load.EndAsync();
    }
}
