using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>A machine that runs pods.</summary>
[Kind("", "v1", "Node", "nodes", Description = "A machine that runs pods.", ShortNames = ["no"], ClientsWriteStatus = true, SelectableFields = ["spec.unschedulable"])]
public sealed record Node : IResource<Node>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Node";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public NodeSpec Spec { get; init; } = new();

    [Field(3, "What is the case, as the server last saw it.", Always = true)]
    public NodeStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public Node WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Node WithStatusOf(Node other) => this with { Status = other.Status };
}
