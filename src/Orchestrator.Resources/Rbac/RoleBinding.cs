using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Rbac;

/// <summary>Gives a role for one namespace.</summary>
[Kind(RbacGroup.Name, "v1", "RoleBinding", "rolebindings", Description = "Who may do in one namespace what a role says.", Namespaced = true, HasStatus = false, NameFormat = TextFormat.PathSegment)]
public sealed record RoleBinding : IResource<RoleBinding>, IRoleBinding
{
    /// <inheritdoc/>
    public string ApiVersion => $"{RbacGroup.Name}/v1";

    /// <inheritdoc/>
    public string Kind => "RoleBinding";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "Who gets the role.")]
    public ImmutableArray<Subject> Subjects { get; init; } = [];

    [Field(3, "The role; it stays as it is.", Required = true, Always = true)]
    public RoleRef RoleRef { get; init; } = new();

    /// <inheritdoc/>
    public RoleBinding WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public RoleBinding WithStatusOf(RoleBinding other) => this;
}
