using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Policy;

/// <summary>How many pods of a set must stay while nodes are drained: evictions ask for it.</summary>
[Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", Description = "How many pods of a set must stay while nodes are drained.", ShortNames = ["pdb"], Namespaced = true, CountsGeneration = true)]
public sealed record PodDisruptionBudget : IResource<PodDisruptionBudget>
{
    /// <inheritdoc/>
    public string ApiVersion => "policy/v1";

    /// <inheritdoc/>
    public string Kind => "PodDisruptionBudget";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.")]
    public PodDisruptionBudgetSpec Spec { get; init; } = new();

    [Field(3, "What is the case.")]
    public PodDisruptionBudgetStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public PodDisruptionBudget WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public PodDisruptionBudget WithStatusOf(PodDisruptionBudget other) => this with { Status = other.Status };
}
