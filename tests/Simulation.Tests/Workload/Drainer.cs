using Orchestrator.Contracts;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;
using Orleans;

namespace Orchestrator.Simulations.Workload;

/// <summary>Who looks after the machines: cordons a node, evicts its pods all at once, as often as budgets refuse it, and uncordons it; or removes the node.</summary>
internal sealed class Drainer(Cluster cluster, string name)
{
    private readonly Random _random = cluster.Simulation.Random;
    private readonly Door _door = new(cluster, name);

    /// <summary>Uncordons what was left cordoned; for good.</summary>
    public async Task KeepAsync()
    {
        while (true)
        {
            foreach (var node in All<Node>("Node").Where(node => node.Spec.Unschedulable).Select(node => node.Metadata.Name))
            {
                await _door.TryAsync($"uncordon {node}", grains => CordonAsync(grains, node, cordoned: false));
            }

            await DelayAsync(2, 5);
        }
    }

    /// <summary>Takes one node after another until the time is over.</summary>
    public async Task ActAsync(long until)
    {
        while (cluster.Simulation.Time.Now < until)
        {
            await DelayAsync(2, 30);
            var workers = cluster.Workers.ToList();
            var node = workers[_random.Next(workers.Count)].Name;
            await (_random.Next(4) == 0 ? _door.TryAsync($"remove {node}", grains => RemoveAsync(grains, node)) : DrainAsync(node, until));
        }
    }

    private async Task<bool> DrainAsync(string node, long until)
    {
        await _door.TryAsync($"cordon {node}", grains => CordonAsync(grains, node, cordoned: true));
        for (var tries = 1 + _random.Next(8); tries > 0 && cluster.Simulation.Time.Now < until && PodsOn(node) is { Count: > 0 } pods; tries--)
        {
            await Task.WhenAll(pods.Select(pod => _door.TryAsync($"evict {pod}", grains => EvictAsync(grains, pod))));
            await DelayAsync(0.5, 5);
        }

        await DelayAsync(0, 10);
        return await _door.TryAsync($"uncordon {node}", grains => CordonAsync(grains, node, cordoned: false));
    }

    private static async Task CordonAsync(IGrainFactory grains, string node, bool cordoned)
    {
        var grain = grains.GetGrain<INodeGrain>(GrainKey.Node(node));
        if (await grain.Read() is { } found && found.Resource.Spec.Unschedulable != cordoned)
        {
            var changed = found.Resource with { Spec = found.Resource.Spec with { Unschedulable = cordoned } };
            await grain.Replace(changed, WriteOptions.Default with { ExpectedRevision = found.Revision });
        }
    }

    private static async Task RemoveAsync(IGrainFactory grains, string node)
    {
        var grain = grains.GetGrain<INodeGrain>(GrainKey.Node(node));
        if (await grain.Read() is { Resource.Metadata.DeletionTimestamp: null } found)
        {
            await grain.Delete(new DeleteRequest { ExpectedUid = found.Resource.Metadata.Uid });
        }
    }

    // What the eviction subresource of the API does.
    private static async Task EvictAsync(IGrainFactory grains, string pod)
    {
        var (ns, name) = (GrainKey.NamespaceOf(pod), GrainKey.NameOf(pod));
        var grain = grains.GetGrain<IPodGrain>(pod);
        if (await grain.Read() is not { Resource: { Metadata.DeletionTimestamp: null } found })
        {
            return;
        }

        if (!EvictionRules.NeedsNoBudget(found))
        {
            await grains.GetGrain<IDisruptionGrain>(GrainKey.Disruptions).AllowEviction(ns, name, dryRun: false);
        }

        await grain.Evict(new EvictionOrder { Uid = found.Metadata.Uid, Reason = "EvictionByEvictionAPI", Message = "Eviction API: evicting" });
    }

    private List<string> PodsOn(string node) =>
    [
        .. All<Pod>("Pod").Where(pod => pod.Spec.NodeName == node && pod.Metadata.DeletionTimestamp is null)
            .Select(pod => GrainKey.Pod(pod.Metadata.Namespace, pod.Metadata.Name)),
    ];

    private List<T> All<T>(string kind) =>
        [.. cluster.Database.States.Resources.Where(found => found.Key.Kind == kind).Select(found => ResourceJson.Deserialize<T>(found.Document.Span))];

    private Task DelayAsync(double least, double most) => cluster.Simulation.DelayAsync(TimeSpan.FromSeconds(least + (_random.NextDouble() * (most - least))));
}
