using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Rbac;

/// <summary>Who gets the role of a binding.</summary>
public sealed record Subject
{
    [Field(1, "User, Group or ServiceAccount.", Required = true, Always = true)]
    public string Kind { get; init; } = "";

    [Field(2, "The API group of the subject: empty for a ServiceAccount, else that of roles.")]
    public string? ApiGroup { get; init; }

    [Field(3, "The name.", Required = true, Always = true)]
    public string Name { get; init; } = "";

    [Field(4, "The namespace of a ServiceAccount.")]
    public string? Namespace { get; init; }
}
