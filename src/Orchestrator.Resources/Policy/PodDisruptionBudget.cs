using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Policy;

/// <summary>How many pods of a set must stay while nodes are drained. It is kept, and evictions do not yet ask for it.</summary>
[Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", Description = "How many pods of a set must stay while nodes are drained.", ShortNames = ["pdb"], Namespaced = true, ClientsWriteStatus = true, CountsGeneration = true)]
public sealed record PodDisruptionBudget : IResource<PodDisruptionBudget>
{
    /// <summary>What is missing.</summary>
    internal const string NotYet = "evictions do not ask for budgets in this version";

    /// <inheritdoc/>
    public string ApiVersion => "policy/v1";

    /// <inheritdoc/>
    public string Kind => "PodDisruptionBudget";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.")]
    [Stored(PodDisruptionBudget.NotYet)]
    public PodDisruptionBudgetSpec Spec { get; init; } = new();

    [Field(3, "What is the case.")]
    public PodDisruptionBudgetStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public PodDisruptionBudget WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public PodDisruptionBudget WithStatusOf(PodDisruptionBudget other) => this with { Status = other.Status };
}
