using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What a definition says of its kind.</summary>
public sealed record CustomResourceDefinitionSpec
{
    [Field(1, "The API group, such as example.com.", Required = true, Always = true)]
    public string Group { get; init; } = "";

    [Field(3, "How the kind is named.", Always = true)]
    public CustomResourceNames Names { get; init; } = new();

    [Field(4, "Whether objects live in a namespace or in the whole cluster.", Required = true, Always = true, OneOf = [CustomResourceScope.Cluster, CustomResourceScope.Namespaced])]
    public string Scope { get; init; } = "";

    [Field(7, "The versions in which objects are served.", Required = true, Always = true)]
    public ImmutableArray<CustomResourceVersion> Versions { get; init; } = [];

    [Field(9, "How an object of one version becomes one of another.")]
    public CustomResourceConversion? Conversion { get; init; }

    [Field(10, "Whether fields that no schema names are kept; never, as every version has a schema that can say so itself.")]
    public bool PreserveUnknownFields { get; init; }
}
