using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>Invariant 2 where many schedulers propose the same nodes, none of which knows of the others.</summary>
public sealed class RaceTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const int Schedulers = 8;
    private const int Nodes = 6;
    private const int CoresOfNode = 4;

    [Fact]
    public async Task Schedulers_that_race_fill_the_nodes_to_the_last_core_and_explain_who_is_left_over()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        var nodes = Enumerable.Range(0, Nodes).Select(i => cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node($"{room.Name}-{i}"))).ToList();
        await Task.WhenAll(nodes.Select(node => room.RegisterAsync(node, cpu: $"{CoresOfNode}")));

        // 24 cores for 80 pods of half a core, so that 32 are left over. A node gives the room of pods back that are stored nowhere.
        var pods = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => room.CreateAsync($"pod-{i}", room.Spec(cpu: "500m") with { SchedulerName = "mine" })));
        var outcomes = await Task.WhenAll(pods.Select((pod, i) => PlaceAsync(PodDemand.Of(pod), i)));

        var views = await Task.WhenAll(nodes.Select(async node => (await node.View())!));
        Assert.All(views, view => Assert.Equal(1000 * CoresOfNode, view.Pods.Sum(pod => pod.MilliCpu)));
        Assert.Equal(48, views.SelectMany(view => view.Pods).Select(pod => pod.Uid).Distinct().Count());
        Assert.Equal(48, outcomes.Count(outcome => outcome.Node is not null));
        Assert.All(outcomes.Where(outcome => outcome.Node is null), outcome => Assert.Contains($"{Nodes} Insufficient cpu", outcome.Explanation));
        Assert.All(outcomes.Where(outcome => outcome.Node is not null), outcome => Assert.Contains(views, view => view.Name == outcome.Node && view.Pods.Any(pod => pod.Uid == outcome.Uid)));
    }

    // What a pod does, with a scheduler of eight.
    private async Task<(string Uid, string? Node, string Explanation)> PlaceAsync(PodDemand pod, int number)
    {
        var scheduler = cluster.Grains.GetGrain<ISchedulerGrain>($"schedulers/race-{number % Schedulers}");
        var refused = ImmutableArray<string>.Empty;
        for (var tries = 0; tries < 100; tries++)
        {
            var placement = await scheduler.Place(new PlacementRequest(pod, refused));
            if (placement.NodeName is not { } node)
            {
                return (pod.Uid, null, placement.Explanation);
            }

            if ((await cluster.Grains.GetGrain<INodeGrain>(GrainKey.Node(node)).Bind(pod)).Admitted)
            {
                return (pod.Uid, node, "");
            }

            refused = refused.Contains(node) ? refused : refused.Add(node);
        }

        return (pod.Uid, null, "it was refused again and again");
    }
}
