using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.CustomResources;

/// <summary>A kind that users bring: its objects are kept, listed and watched like those of any other, and nothing here acts on them.</summary>
[Kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Description = "A kind that users bring.", ShortNames = ["crd", "crds"], Categories = ["api-extensions"])]
public sealed record CustomResourceDefinition : IResource<CustomResourceDefinition>
{
    /// <summary>Holds a definition until its objects are gone.</summary>
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <inheritdoc/>
    public string ApiVersion => "apiextensions.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "CustomResourceDefinition";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public CustomResourceDefinitionSpec Spec { get; init; } = new();

    [Field(3, "What is the case.")]
    public CustomResourceDefinitionStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public CustomResourceDefinition WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public CustomResourceDefinition WithStatusOf(CustomResourceDefinition other) => this with { Status = other.Status };

    /// <summary>Whether an aspect is known to hold.</summary>
    public bool Is(string condition) => Status.Conditions.Any(found => found.Type == condition && found.Status == ConditionStatus.True);
}
