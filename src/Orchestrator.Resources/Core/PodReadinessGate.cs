using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A condition that must hold for a pod to be ready.</summary>
public sealed record PodReadinessGate
{
    [Field(1, "The condition's type.", Required = true, Always = true, Format = TextFormat.QualifiedName)]
    public string ConditionType { get; init; } = "";
}
