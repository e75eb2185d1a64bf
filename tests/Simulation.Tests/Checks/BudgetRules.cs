using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Owners;
using Orchestrator.Grains.Pods;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Checks;

/// <summary>
/// No two disruptions count on the same pod (invariant 9). What a grant goes by was read a while before it is written, and pods also go for other reasons; so it is right if at any
/// moment of that while enough pods were ready, not counting any that was granted before.
/// </summary>
internal sealed class BudgetRules(Cluster cluster, Action<string> fail)
{
    private const string Namespace = "default";

    // A call of the database takes at most a quarter of it, and pods are read by three.
    private static readonly TimeSpan While = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, List<Moment>> _moments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _granted = new(StringComparer.Ordinal);

    /// <summary>A pod or a deployment was written: what that makes of the pods which a budget is about.</summary>
    public void Check(object? state)
    {
        switch (state)
        {
            case PodState { Resource: { } pod } when pod.Metadata.Labels.TryGetValue("app", out var app):
                Note(app);
                CheckEviction(app, pod);
                break;
            case OwnerState<Deployment> { Resource: { } deployment }:
                Note(deployment.Metadata.Name);
                break;
        }
    }

    /// <summary>A budget was written.</summary>
    public void Check(StoredResource? before, StoredResource after)
    {
        if (after.Key.Kind != "PodDisruptionBudget")
        {
            return;
        }

        var budget = ResourceJson.Deserialize<PodDisruptionBudget>(after.Document.Span);
        var had = before is null ? [] : ResourceJson.Deserialize<PodDisruptionBudget>(before.Document.Span).Status.DisruptedPods.Keys.ToHashSet(StringComparer.Ordinal);
        var granted = GrantedOf(budget.Metadata.Name);
        foreach (var name in had.Except(budget.Status.DisruptedPods.Keys, StringComparer.Ordinal))
        {
            // It was given back, or the pod is on its way out: then it stays counted.
            if (Find(name) is { Metadata.DeletionTimestamp: null } kept)
            {
                granted.Remove(kept.Metadata.Uid);
            }
        }

        foreach (var name in budget.Status.DisruptedPods.Keys.Where(name => !had.Contains(name)))
        {
            if (Find(name) is { Metadata.DeletionTimestamp: null } pod)
            {
                granted.Add(pod.Metadata.Uid);
                CheckGrant(budget, pod, granted);
            }
        }
    }

    private void CheckGrant(PodDisruptionBudget budget, Pod pod, HashSet<string> granted)
    {
        var since = cluster.Simulation.Time.Now - While.Ticks;
        var moments = MomentsOf(budget.Metadata.Name);
        var first = Math.Max(0, moments.FindLastIndex(moment => moment.At <= since));
        var considered = moments.Skip(first).ToList();
        if (considered.Count == 0)
        {
            return;
        }

        var replicas = considered.Min(moment => moment.Replicas);
        var needed = budget.Spec.MaxUnavailable is { } most ? replicas - most.Resolve(replicas, roundUp: true) : budget.Spec.MinAvailable!.Value.Number;
        var ready = considered.Max(moment => moment.Ready.Except(granted, StringComparer.Ordinal).Count());
        if (ready < needed)
        {
            fail($"invariant 9: the eviction of {pod.Metadata.Name} was granted, which leaves {ready} pods of {budget.Metadata.Name} ready at best, and {needed} must be");
        }
    }

    // A pod that has been ready for a while goes by nobody's leave but its budget's.
    private void CheckEviction(string app, Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is null || !pod.Status.Conditions.Any(condition => condition.Reason == "EvictionByEvictionAPI")
            || cluster.Database.States.FindResource(new ResourceKey("policy", "PodDisruptionBudget", Namespace, app)) is null)
        {
            return;
        }

        var since = cluster.Simulation.Time.Now - While.Ticks;
        var moments = MomentsOf(app);
        var first = moments.FindLastIndex(moment => moment.At <= since);
        var wasReady = first >= 0 && moments.Skip(first).Where(moment => moment.At < cluster.Simulation.Time.Now).All(moment => moment.Ready.Contains(pod.Metadata.Uid));
        if (wasReady && !GrantedOf(app).Contains(pod.Metadata.Uid))
        {
            fail($"invariant 9: {pod.Metadata.Name} was ready and is evicted, which its budget has not granted");
        }
    }

    private void Note(string app)
    {
        var moments = MomentsOf(app);
        var replicas = (cluster.Database.States.Find("deployment", GrainKey.Deployment(Namespace, app))?.State as OwnerState<Deployment>)?.Resource?.Spec.Replicas ?? 0;
        var ready = cluster.Database.States.OfName("pod")
            .Select(stored => (stored.State as PodState)?.Resource).OfType<Pod>()
            .Where(pod => pod.Metadata is { DeletionTimestamp: null } metadata && metadata.Labels.GetValueOrDefault("app") == app && PodLife.IsReady(pod.Status))
            .Select(pod => pod.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        if (moments is not [.., { } last] || last.Replicas != replicas || !last.Ready.SetEquals(ready))
        {
            moments.Add(new Moment(cluster.Simulation.Time.Now, replicas, ready));
        }
    }

    private List<Moment> MomentsOf(string app) => _moments.TryGetValue(app, out var known) ? known : _moments[app] = [];

    private HashSet<string> GrantedOf(string app) =>
        _granted.TryGetValue(app, out var known) ? known : _granted[app] = new HashSet<string>(StringComparer.Ordinal);

    private Pod? Find(string name) => (cluster.Database.States.Find("pod", GrainKey.Pod(Namespace, name))?.State as PodState)?.Resource;

    private sealed record Moment(long At, int Replicas, HashSet<string> Ready);
}
