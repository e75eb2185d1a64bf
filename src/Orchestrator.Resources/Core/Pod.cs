using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>One replica: a container on a node, with an address of its own.</summary>
[Kind("", "v1", "Pod", "pods", Description = "Containers that run together on one node.", ShortNames = ["po"], Categories = ["all"], Namespaced = true, ClientsWriteStatus = true, SelectableFields = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP"])]
public sealed record Pod : IResource<Pod>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Pod";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public PodSpec Spec { get; init; } = new();

    [Field(3, "What is the case, as the server last saw it.", Always = true)]
    public PodStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public Pod WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Pod WithStatusOf(Pod other) => this with { Status = other.Status };
}
