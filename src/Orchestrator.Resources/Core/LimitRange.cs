using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>What pods, containers and claims of a namespace may ask for, and what they get where they ask for nothing: new pods are held to it.</summary>
[Kind("", "v1", "LimitRange", "limitranges", Description = "What pods and containers of a namespace may ask for, and what they get where they ask for nothing.", ShortNames = ["limits"], Namespaced = true, HasStatus = false)]
public sealed record LimitRange : IResource<LimitRange>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "LimitRange";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public LimitRangeSpec Spec { get; init; } = new();

    /// <inheritdoc/>
    public LimitRange WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public LimitRange WithStatusOf(LimitRange other) => this;
}
