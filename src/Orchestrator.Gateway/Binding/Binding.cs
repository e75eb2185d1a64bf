using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Binding;

/// <summary>Says to which node a pod goes.</summary>
public sealed record Binding : IResource<Binding>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Binding";

    [Field(1, "The pod's name and namespace.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The node: its kind, if it is given, is Node.", Required = true)]
    public ObjectReference Target { get; init; } = new();

    /// <inheritdoc/>
    public Binding WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Binding WithStatusOf(Binding other) => this;
}
