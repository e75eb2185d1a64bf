using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.Deployments;

/// <summary>A deployment beside its replica sets, the one of the present template told from the older ones, and the sizes that they are to have.</summary>
internal sealed class Rollout
{
    private readonly Dictionary<string, int> sizes = new(StringComparer.Ordinal);

    public Rollout(Deployment deployment, IReadOnlyList<ReplicaSetSummary> sets)
    {
        Deployment = deployment;
        Limits = RolloutLimits.Of(deployment.Spec);
        All = [.. sets.OrderBy(set => set.CreatedAt).ThenBy(set => set.Name, StringComparer.Ordinal)];
        New = FindNew(deployment, All);
        Old = All.RemoveAll(set => set.Uid == New?.Uid);
    }

    public Deployment Deployment { get; }

    public RolloutLimits Limits { get; }

    /// <summary>All replica sets, the oldest first.</summary>
    public ImmutableArray<ReplicaSetSummary> All { get; }

    /// <summary>The replica set of the present template, or null where there is none yet.</summary>
    public ReplicaSetSummary? New { get; }

    /// <summary>The replica sets of older templates, the oldest first.</summary>
    public ImmutableArray<ReplicaSetSummary> Old { get; }

    /// <summary>Replica sets that are asked for pods.</summary>
    public ImmutableArray<ReplicaSetSummary> Active => All.RemoveAll(set => SizeOf(set) == 0);

    /// <summary>The sum of what replica sets are asked for.</summary>
    public long Asked => All.Sum(set => (long)SizeOf(set));

    /// <summary>How many pods a replica set is to be asked for.</summary>
    public int SizeOf(ReplicaSetSummary set) => sizes.GetValueOrDefault(set.Uid, set.Desired);

    /// <summary>Asks a replica set for so many pods.</summary>
    public void Resize(ReplicaSetSummary set, int size) => sizes[set.Uid] = Math.Max(0, size);

    /// <summary>Of several replica sets of one template, which only a repaired database can hold, the oldest is the one.</summary>
    private static ReplicaSetSummary? FindNew(Deployment deployment, ImmutableArray<ReplicaSetSummary> sets)
    {
        // A set may have been made before a later collision changed how hashes are made.
        var hashes = Enumerable.Range(0, (deployment.Status.CollisionCount ?? 0) + 1).Select(count => TemplateHash.Of(deployment.Spec.Template, count));
        var wanted = hashes.ToHashSet(StringComparer.Ordinal);
        return sets.FirstOrDefault(set => wanted.Contains(set.TemplateHash));
    }
}
