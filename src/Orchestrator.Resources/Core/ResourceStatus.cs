using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>The devices that a container has under one name.</summary>
public sealed record ResourceStatus
{
    [Field(1, "The name under which it asks for them.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(2, "The devices.", List = ListType.Map, Keys = ["resourceID"])]
    public ImmutableArray<ResourceHealth> Resources { get; init; } = [];
}
