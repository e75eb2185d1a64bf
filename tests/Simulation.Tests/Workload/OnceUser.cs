using Orchestrator.Contracts;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;
using Orleans;

namespace Orchestrator.Simulations.Workload;

/// <summary>A user of one pod that must never run twice: makes it wherever there is none, and has it replaced now and then. Its name is always the same.</summary>
internal sealed class OnceUser(Cluster cluster, string name, string? priorityClass)
{
    private const string Namespace = "default";

    private readonly Random _random = cluster.Simulation.Random;
    private readonly Door _door = new(cluster, name);

    public string Name => name;

    /// <summary>Makes the pod as often as it has to be, for good, and deletes it now and then until the time is over.</summary>
    public async Task ActAsync(long until)
    {
        while (true)
        {
            var deletes = cluster.Simulation.Time.Now < until && _random.Next(5) == 0;
            await (deletes ? _door.TryAsync("delete", DeleteAsync) : EnsureAsync());
            await cluster.Simulation.DelayAsync(TimeSpan.FromSeconds(0.5 + (_random.NextDouble() * 8)));
        }
    }

    private Task<bool> EnsureAsync() => _door.TryAsync("ensure", async grains =>
    {
        var grain = grains.GetGrain<IPodGrain>(GrainKey.Pod(Namespace, name));
        if (await grain.Read() is not { } found)
        {
            await grain.Create(Pod, WriteOptions.Default);
        }
        else if (found.Resource.Metadata.DeletionTimestamp is null && PodLife.IsOver(found.Resource.Status))
        {
            await grain.Delete(new DeleteRequest { ExpectedUid = found.Resource.Metadata.Uid });
        }
    });

    private async Task DeleteAsync(IGrainFactory grains)
    {
        var grain = grains.GetGrain<IPodGrain>(GrainKey.Pod(Namespace, name));
        if (await grain.Read() is { } found)
        {
            await grain.Delete(new DeleteRequest { ExpectedUid = found.Resource.Metadata.Uid });
        }
    }

    private Pod Pod => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Namespace, Annotations = StringMap.Of((NodeLossAnnotation.AtMostOnce, "true")) },
        Spec = PodShape.Of("web:1", priorityClass),
    };
}
