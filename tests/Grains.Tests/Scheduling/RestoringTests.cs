using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>What a scheduler that has just come up goes by.</summary>
public sealed class RestoringTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Scheduler_that_begins_anew_goes_by_what_is_stored_of_nodes_and_asks_none()
    {
        var room = await Room.OpenAsync(cluster, cpu: "1");
        await room.CreateAsync("there", room.Spec(cpu: "1"));
        await room.BoundAsync("there");

        var full = await FreshScheduler(room, "a").Place(Asks(room));

        Assert.Null(full.NodeName);
        Assert.Contains("Insufficient cpu", full.Explanation, StringComparison.Ordinal);

        // The node itself knows better than this; nobody asks it.
        Assert.Equal(1, await cluster.ExecuteAsync($"DELETE FROM state_part WHERE state_name = 'node' AND grain_key = '{GrainKey.Node(room.Name)}'"));
        Assert.Equal(room.Name, (await FreshScheduler(room, "b").Place(Asks(room))).NodeName);
        Assert.False((await room.Node.Bind(Asks(room).Pod)).Admitted);
    }

    [Fact]
    public async Task State_of_a_node_that_holds_its_bindings_itself_gives_them_rows_with_its_next_write()
    {
        // What an older version stored: the bindings in the node's own row.
        var lasting = new LastingCluster();
        await lasting.InitializeAsync();
        try
        {
            var room = await Room.OpenAsync(lasting);
            var names = Enumerable.Range(0, 5).Select(number => $"old-{number}").ToList();
            await Task.WhenAll(names.Select(name => room.CreateAsync(name, room.Spec(cpu: "1"))));
            var before = (await Task.WhenAll(names.Select(room.BoundAsync))).Select(pod => pod.Metadata.Uid).ToList();
            var key = GrainKey.Node(room.Name);
            Assert.Equal(1, await lasting.ExecuteAsync(
                $"""
                WITH gone AS (DELETE FROM state_part WHERE grain_key = '{key}' RETURNING payload)
                UPDATE orleansstorage SET version = version + 1, payloadbinary = convert_to(jsonb_set(convert_from(payloadbinary, 'UTF8')::jsonb, ARRAY['bindings'],
                  (SELECT jsonb_agg(convert_from(payload, 'UTF8')::jsonb) FROM gone))::text, 'UTF8')
                WHERE graintypestring = 'node' AND grainidextensionstring = '{key}'
                """));
            await lasting.RestartAsync();

            Assert.Equal(before.Order(), (await room.Node.ListBindings()).Select(binding => binding.Uid).Order());
            await room.Node.Release(before[0]);

            Assert.Equal(before.Count - 1, await lasting.ExecuteAsync($"UPDATE state_part SET payload = payload WHERE grain_key = '{key}'"));
            await lasting.RestartAsync();
            Assert.Equal(before.Skip(1).Order(), (await room.Node.ListBindings()).Select(binding => binding.Uid).Order());
        }
        finally
        {
            await lasting.DisposeAsync();
        }
    }

    // Nodes tell what changes to the cluster's own scheduler only.
    private ISchedulerGrain FreshScheduler(Room room, string name) => cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/{room.Name}-{name}");

    private static PlacementRequest Asks(Room room) => new(PodDemand.Of(room.PodOf("asks", room.Spec(cpu: "1"))) with { Uid = $"{room.Name}-asks" }, []);
}
