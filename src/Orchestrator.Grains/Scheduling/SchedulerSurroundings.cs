using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Preemption;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Selectors;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Scheduling;

/// <summary>What a scheduler has to read of objects that are not nodes, and only when a decision depends on it.</summary>
internal sealed class SchedulerSurroundings(IResourceReader reader, TimeProvider clock)
{
    // What is read may be as old as this. Whoever changes it waits for nobody.
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ImmutableSortedDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);
    private long? _namespacesAt;
    private ImmutableArray<DisruptionBudget> _budgets = [];
    private long? _budgetsAt;

    /// <summary>How many of which pods may be displaced.</summary>
    public async Task<ImmutableArray<DisruptionBudget>> BudgetsAsync()
    {
        if (_budgetsAt is { } at && clock.GetElapsedTime(at) < ReadEvery)
        {
            return _budgets;
        }

        var stored = await reader.ListAsync(new ResourceQuery { Group = "policy", Kind = "PodDisruptionBudget" }, CancellationToken.None);
        _budgetsAt = clock.GetTimestamp();
        _budgets = [.. stored.Items.Select(item => ResourceJson.Deserialize<PodDisruptionBudget>(item.Document.Span)).SelectMany(Budget)];
        return _budgets;
    }

    /// <summary>Budgets are read anew when they are asked for next: what was read is known to be old.</summary>
    public void ForgetBudgets() => _budgetsAt = null;

    // One without a selector is for no pods.
    private static IEnumerable<DisruptionBudget> Budget(PodDisruptionBudget budget)
    {
        if (budget.Spec.Selector is { } selector)
        {
            yield return new DisruptionBudget { Namespace = budget.Metadata.Namespace, Selector = selector, DisruptionsAllowed = budget.Status.DisruptionsAllowed };
        }
    }

    /// <summary>Tells the cluster the labels of all namespaces, for terms that select by them.</summary>
    public async Task ReadNamespacesAsync(Cluster cluster)
    {
        if (_namespacesAt is { } at && clock.GetElapsedTime(at) < ReadEvery)
        {
            return;
        }

        var stored = await reader.ListAsync(new ResourceQuery { Group = "", Kind = "Namespace" }, CancellationToken.None);
        _namespacesAt = clock.GetTimestamp();
        foreach (var ns in stored.Items.Select(item => ResourceJson.Deserialize<Namespace>(item.Document.Span)))
        {
            var labels = NamespaceSelection.LabelsOf(ns);
            if (!_namespaces.TryGetValue(ns.Metadata.Name, out var known) || !known.SequenceEqual(labels))
            {
                _namespaces[ns.Metadata.Name] = labels;
                cluster.SetNamespace(ns.Metadata.Name, labels);
            }
        }
    }

    /// <summary>Uids of the pods of a node that were told to end.</summary>
    public async Task<ImmutableArray<string>> LeavingAsync(string node)
    {
        var bound = new FieldRequirement(["spec", "nodeName"], node, Negated: false);
        var stored = await reader.ListAsync(new ResourceQuery { Group = "", Kind = "Pod", Fields = [bound] }, CancellationToken.None);
        return [.. stored.Items.Select(item => ResourceJson.Deserialize<Pod>(item.Document.Span)).Where(pod => pod.Metadata.DeletionTimestamp is not null).Select(pod => pod.Metadata.Uid)];
    }
}
