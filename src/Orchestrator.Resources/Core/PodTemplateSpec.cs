using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>What pods are made from.</summary>
public sealed record PodTemplateSpec
{
    [Field(1, "Labels and annotations of the pods.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted of the pods.", Always = true)]
    public PodSpec Spec { get; init; } = new();
}
