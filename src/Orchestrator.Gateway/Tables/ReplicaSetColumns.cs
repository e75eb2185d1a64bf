using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of replica sets.</summary>
internal sealed class ReplicaSetColumns : ITableColumns<ReplicaSet>
{
    public ImmutableArray<TableColumn<ReplicaSet>> Columns { get; } =
    [
        CommonColumns.Name<ReplicaSet>(),
        new("Desired", (set, _) => set.Spec.Replicas ?? 1, "How many pods are wanted.") { IsNumber = true },
        new("Current", (set, _) => set.Status.Replicas, "How many pods there are.") { IsNumber = true },
        new("Ready", (set, _) => set.Status.ReadyReplicas, "How many pods are ready.") { IsNumber = true },
        CommonColumns.Age<ReplicaSet>(),
        CommonColumns.Containers<ReplicaSet>(set => set.Spec.Template),
        CommonColumns.Images<ReplicaSet>(set => set.Spec.Template),
        CommonColumns.Selector<ReplicaSet>(set => set.Spec.Selector),
    ];
}
