using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>How an object of one version becomes one of another.</summary>
[RefusedField("webhook", 2, FieldType.Object, "objects are converted by changing apiVersion only; use strategy None and versions with compatible schemas")]
public sealed record CustomResourceConversion
{
    [Field(1, "None: only apiVersion changes.", Required = true, Always = true)]
    public string Strategy { get; init; } = "";
}
