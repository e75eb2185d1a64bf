using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>What the server made of a definition.</summary>
public sealed record CustomResourceDefinitionStatus
{
    [Field(1, "Whether the names are accepted and the kind is served.", List = ListType.Map, Keys = ["type"])]
    public ImmutableArray<CustomResourceCondition> Conditions { get; init; } = [];

    [Field(2, "The names that are in use.")]
    public CustomResourceNames? AcceptedNames { get; init; }

    [Field(3, "The versions as which objects may be stored.")]
    public ImmutableArray<string> StoredVersions { get; init; } = [];
}
