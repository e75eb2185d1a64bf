using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Apps;

/// <summary>What is wanted of a deployment.</summary>
public sealed record DeploymentSpec
{
    [Field(1, "How many pods.", Default = "1", Minimum = 0)]
    public int? Replicas { get; init; }

    [Field(2, "Which pods belong to it; must match the template's labels.", Required = true, Immutable = true, Always = true)]
    public LabelSelector Selector { get; init; } = new();

    [Field(3, "What pods are made from.", Always = true)]
    public PodTemplateSpec Template { get; init; } = new();

    [Field(4, "How pods are replaced.", Always = true, Patch = PatchStrategy.RetainKeys)]
    public DeploymentStrategy Strategy { get; init; } = new();

    [Field(5, "How long a pod must have been ready to count as available, in seconds.", Minimum = 0)]
    public int MinReadySeconds { get; init; }

    [Field(6, "How many older replica sets are kept to go back to.", Default = "10", Minimum = 0)]
    public int? RevisionHistoryLimit { get; init; }

    [Field(7, "Whether changes of the template wait.")]
    public bool Paused { get; init; }

    [Field(9, "After how many seconds without progress a roll-out counts as failed.", Default = "600", Minimum = 0)]
    public int? ProgressDeadlineSeconds { get; init; }
}
