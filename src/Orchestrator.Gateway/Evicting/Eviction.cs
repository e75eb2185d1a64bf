using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Evicting;

/// <summary>Asks for the end of a pod in a way that may be refused: <c>policy/v1</c>.</summary>
public sealed record Eviction : IResource<Eviction>
{
    /// <inheritdoc/>
    public string ApiVersion => "policy/v1";

    /// <inheritdoc/>
    public string Kind => "Eviction";

    [Field(1, "The pod's name and namespace.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "How the pod is to end.")]
    public DeleteOptions? DeleteOptions { get; init; }

    /// <inheritdoc/>
    public Eviction WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Eviction WithStatusOf(Eviction other) => this;
}
