using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>A field that field selectors may use.</summary>
public sealed record CustomResourceSelectableField
{
    [Field(1, "The field, such as .spec.color.", Required = true, Always = true)]
    public string JsonPath { get; init; } = "";
}
