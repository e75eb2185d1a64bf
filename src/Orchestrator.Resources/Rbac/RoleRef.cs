using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Rbac;

/// <summary>The role that a binding gives.</summary>
public sealed record RoleRef
{
    [Field(1, "The API group of roles.", Always = true)]
    public string ApiGroup { get; init; } = "";

    [Field(2, "Role or ClusterRole.", Required = true, Always = true)]
    public string Kind { get; init; } = "";

    [Field(3, "The role's name.", Required = true, Always = true)]
    public string Name { get; init; } = "";
}
