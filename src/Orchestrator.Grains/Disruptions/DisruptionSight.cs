using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Disruptions;

/// <summary>What is stored of a namespace that its budgets are about.</summary>
internal sealed class DisruptionSight
{
    private readonly ImmutableArray<Pod> _pods;
    private readonly ImmutableDictionary<string, ControllerView> _controllers;

    private DisruptionSight(ImmutableArray<Pod> pods, ImmutableDictionary<string, ControllerView> controllers) => (_pods, _controllers) = (pods, controllers);

    /// <summary>Reads the pods of a namespace and what is to be of them.</summary>
    public static async Task<DisruptionSight> ReadAsync(IResourceReader reader, string ns, CancellationToken cancellationToken)
    {
        var pods = await ListAsync<Pod>(reader, "", "Pod", ns, cancellationToken);
        var sets = await ListAsync<ReplicaSet>(reader, "apps", "ReplicaSet", ns, cancellationToken);
        var deployments = (await ListAsync<Deployment>(reader, "apps", "Deployment", ns, cancellationToken)).ToDictionary(found => found.Metadata.Uid, StringComparer.Ordinal);
        return new DisruptionSight(pods, sets.ToImmutableDictionary(set => set.Metadata.Uid, set => Answering(set, deployments), StringComparer.Ordinal));
    }

    /// <summary>The budgets of a namespace, or of all.</summary>
    public static async Task<ImmutableArray<StoredBudget>> BudgetsAsync(IResourceReader reader, string? ns, CancellationToken cancellationToken)
    {
        var list = await reader.ListAsync(new ResourceQuery { Group = "policy", Kind = "PodDisruptionBudget", Namespace = ns }, cancellationToken);
        return [.. list.Items.Select(item => new StoredBudget(ResourceJson.Deserialize<PodDisruptionBudget>(item.Document.Span), item.Revision))];
    }

    /// <summary>What a budget is reckoned from. One without a selector is about no pod.</summary>
    public BudgetView Of(PodDisruptionBudget budget) => new(
        budget.Spec.Selector is { } selector ? [.. _pods.Where(pod => selector.Matches(pod.Metadata.Labels))] : [], _controllers);

    // What a deployment wants altogether is split between its sets while it replaces its pods, so it answers for all of them.
    private static ControllerView Answering(ReplicaSet set, Dictionary<string, Deployment> deployments) =>
        set.Metadata.ControllerReference() is { } owner && deployments.TryGetValue(owner.Uid, out var deployment)
            ? new ControllerView(owner.Uid, deployment.Spec.Replicas ?? 1)
            : new ControllerView(set.Metadata.Uid, set.Spec.Replicas ?? 1);

    private static async Task<ImmutableArray<T>> ListAsync<T>(IResourceReader reader, string group, string kind, string ns, CancellationToken cancellationToken)
        where T : class, IResource
    {
        var list = await reader.ListAsync(new ResourceQuery { Group = group, Kind = kind, Namespace = ns }, cancellationToken);
        return [.. list.Items.Select(item => ResourceJson.Deserialize<T>(item.Document.Span))];
    }
}
