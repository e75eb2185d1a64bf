using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>How much all objects of a namespace together may have: what would be more is refused.</summary>
[Kind("", "v1", "ResourceQuota", "resourcequotas", Description = "How much all objects of a namespace together may have.", ShortNames = ["quota"], Namespaced = true)]
public sealed record ResourceQuota : IResource<ResourceQuota>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "ResourceQuota";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public ResourceQuotaSpec Spec { get; init; } = new();

    [Field(3, "What is used.", Always = true)]
    public ResourceQuotaStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public ResourceQuota WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ResourceQuota WithStatusOf(ResourceQuota other) => this with { Status = other.Status };
}
