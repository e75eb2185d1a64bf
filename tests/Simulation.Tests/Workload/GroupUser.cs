using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Workload;

/// <summary>
/// A user of pods that are placed all or none: makes them, makes anew who is gone or has failed, and takes all of them away now and then, to make a group of another size under the
/// same name.
/// </summary>
internal sealed class GroupUser(Cluster cluster, string name, GroupKind kind)
{
    /// <summary>The annotation with the number of the attempt of which a pod is.</summary>
    public const string Attempt = "simulation/attempt";

    private const string Namespace = "default";

    private readonly Random _random = cluster.Simulation.Random;
    private readonly Door _door = new(cluster, name);
    private int _attempts;

    public string Name => name;

    public GroupKind Kind => kind;

    /// <summary>What the user wants in the end; null for nothing.</summary>
    public GroupWish? Wish { get; private set; }

    /// <summary>Sees to it, for good, that there is what is wanted, and wants something else now and then until the time is over.</summary>
    public async Task ActAsync(long until)
    {
        Wish = GroupWish.Of(kind, cluster, ++_attempts);
        while (true)
        {
            if (cluster.Simulation.Time.Now < until && _random.Next(8) == 0)
            {
                Wish = _random.Next(4) == 0 ? null : GroupWish.Of(kind, cluster, ++_attempts);
            }

            await LookAsync();
            await cluster.Simulation.DelayAsync(TimeSpan.FromSeconds(0.5 + (_random.NextDouble() * 8)));
        }
    }

    // A new attempt begins when nothing is left of the one before.
    private async Task LookAsync()
    {
        var wish = Wish;
        var pods = cluster.Database.States.Resources.Where(found => found.Key.Kind == "Pod" && found.Key.Name.StartsWith($"{name}-", StringComparison.Ordinal))
            .Select(found => ResourceJson.Deserialize<Pod>(found.Document.Span)).ToList();
        var (ours, others) = (pods.Where(pod => IsOf(pod, wish)).ToList(), pods.Where(pod => !IsOf(pod, wish)).ToList());
        var unwanted = others.Concat(ours.Where(pod => pod.Status.Phase == PodPhase.Failed)).Where(pod => pod.Metadata.DeletionTimestamp is null);
        var missing = wish is null || others.Count > 0
            ? []
            : Enumerable.Range(0, wish.Members).Select(i => $"{name}-{i}").Except(ours.Select(pod => pod.Metadata.Name), StringComparer.Ordinal);
        await Task.WhenAll([.. unwanted.Select(DeleteAsync), .. missing.Select(pod => CreateAsync(pod, wish!))]);
    }

    private static bool IsOf(Pod pod, GroupWish? wish) => pod.Metadata.Annotations[Attempt] == wish?.Number.ToString(CultureInfo.InvariantCulture);

    private Task<bool> DeleteAsync(Pod pod) => _door.TryAsync($"delete {pod.Metadata.Name}", grains =>
        grains.GetGrain<IPodGrain>(GrainKey.Pod(Namespace, pod.Metadata.Name)).Delete(new DeleteRequest { ExpectedUid = pod.Metadata.Uid }));

    private Task<bool> CreateAsync(string pod, GroupWish wish) => _door.TryAsync($"create {pod} of {wish.MinMember}", grains =>
        grains.GetGrain<IPodGrain>(GrainKey.Pod(Namespace, pod)).Create(Of(pod, wish), WriteOptions.Default));

    private Pod Of(string pod, GroupWish wish) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = pod,
            Namespace = Namespace,
            Labels = StringMap.Of((PodGroup.Label, name)),
            Annotations = StringMap.Of(
                (PodGroup.MinMember, wish.MinMember.ToString(CultureInfo.InvariantCulture)),
                (PodGroup.TimeoutSeconds, wish.TimeoutSeconds.ToString(CultureInfo.InvariantCulture)),
                (Attempt, wish.Number.ToString(CultureInfo.InvariantCulture))),
        },
        Spec = PodShape.Of("web:1", priorityClass: null, wish.MilliCpu) with { RestartPolicy = wish.RestartPolicy },
    };
}
