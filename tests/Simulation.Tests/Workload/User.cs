using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Simulations.Checks;
using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Workload;

/// <summary>
/// A user of one deployment, who creates, scales, updates and deletes it by turns.
/// </summary>
internal sealed class User(Cluster cluster, Rules rules, string name, string? priorityClass)
{
    private const string Namespace = "default";
    private static readonly string[] Images = ["web:1", "web:2", "web:3"];

    private readonly Random _random = cluster.Simulation.Random;
    private readonly Door _door = new(cluster, name);
    private readonly string _key = GrainKey.Deployment(Namespace, name);
    private long _number;

    public string Name => name;

    /// <summary>Whether the pods matter more than others.</summary>
    public bool IsUrgent => priorityClass is not null;

    /// <summary>What the user wants in the end; null for nothing.</summary>
    public Wish? Wish { get; private set; }

    /// <summary>Changes their mind now and then until the time is over.</summary>
    public async Task ActAsync(long until)
    {
        while (cluster.Simulation.Time.Now < until)
        {
            Wish = _random.Next(8) == 0 ? null : new Wish(_random.Next(6), Images[_random.Next(Images.Length)]);
            await TryAsync();
            await cluster.Simulation.DelayAsync(TimeSpan.FromSeconds(1 + (_random.NextDouble() * 15)));
        }
    }

    /// <summary>Asks again until it is acknowledged.</summary>
    public Task InsistAsync() => _door.InsistAsync(TryAsync);

    private Task<bool> TryAsync() => _door.TryAsync($"{Wish}", grains => AskAsync(grains.GetGrain<IDeploymentGrain>(_key)));

    private async Task AskAsync(IDeploymentGrain grain)
    {
        var wish = Wish;
        var current = await grain.Read();
        if (wish is null)
        {
            await DeleteAsync(grain, current);
            return;
        }

        if (current is { Resource.Metadata.DeletionTimestamp: not null })
        {
            throw new InvalidOperationException($"{name} is still being deleted");
        }

        var number = ++_number;
        if (current is null)
        {
            rules.Writes.Creating(_key);
            await grain.Create(Of(wish, number), WriteOptions.Default);
        }
        else
        {
            var changed = current.Resource with { Metadata = Numbered(current.Resource.Metadata, number), Spec = Of(wish, number).Spec };
            await grain.Replace(changed, WriteOptions.Default with { ExpectedRevision = current.Revision });
            rules.Writes.Creating(_key);
        }

        // A user who was told so late that they had given up has asked for something else since.
        if (number == _number && ReferenceEquals(wish, Wish))
        {
            rules.Writes.Acknowledged(_key, number, cluster.Database, cluster.Simulation.Fail);
        }
    }

    // Only what was seen is deleted: a call that comes late finds another revision, and does nothing.
    private async Task DeleteAsync(IDeploymentGrain grain, Versioned<Deployment>? current)
    {
        rules.Writes.Deleting(_key);
        if (current is { Resource.Metadata.DeletionTimestamp: null })
        {
            await grain.Delete(new DeleteRequest { ExpectedUid = current.Resource.Metadata.Uid, ExpectedRevision = current.Revision });
        }
    }

    private Deployment Of(Wish wish, long number) => new()
    {
        Metadata = Numbered(new ObjectMeta { Name = name, Namespace = Namespace }, number),
        Spec = new DeploymentSpec
        {
            Replicas = wish.Replicas,
            Selector = new LabelSelector { MatchLabels = StringMap.Of(("app", name)) },
            Template = new PodTemplateSpec
            {
                Metadata = new ObjectMeta { Labels = StringMap.Of(("app", name)) },
                Spec = PodShape.Of(wish.Image, priorityClass),
            },
        },
    };

    private static ObjectMeta Numbered(ObjectMeta metadata, long number) =>
        metadata with { Annotations = metadata.Annotations.SetItem(WriteRules.Annotation, number.ToString(CultureInfo.InvariantCulture)) };
}
