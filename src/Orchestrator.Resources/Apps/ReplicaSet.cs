using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Apps;

/// <summary>Keeps a number of equal pods.</summary>
[Kind("apps", "v1", "ReplicaSet", "replicasets", Description = "Keeps so many pods of one template running; Deployments make these.", ShortNames = ["rs"], Categories = ["all"], Namespaced = true, SelectableFields = ["status.replicas"])]
public sealed record ReplicaSet : IResource<ReplicaSet>
{
    /// <inheritdoc/>
    public string ApiVersion => "apps/v1";

    /// <inheritdoc/>
    public string Kind => "ReplicaSet";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public ReplicaSetSpec Spec { get; init; } = new();

    [Field(3, "What is the case, as the server last saw it.", Always = true)]
    public ReplicaSetStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public ReplicaSet WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ReplicaSet WithStatusOf(ReplicaSet other) => this with { Status = other.Status };
}
