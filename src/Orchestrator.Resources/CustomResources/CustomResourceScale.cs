using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Where objects say how many replicas there are.</summary>
public sealed record CustomResourceScale
{
    [Field(1, "The field of the wanted number, such as .spec.replicas.", Required = true, Always = true)]
    public string SpecReplicasPath { get; init; } = "";

    [Field(2, "The field of the present number, such as .status.replicas.", Required = true, Always = true)]
    public string StatusReplicasPath { get; init; } = "";

    [Field(3, "The field that says which pods are counted, such as .status.selector.")]
    public string? LabelSelectorPath { get; init; }
}
