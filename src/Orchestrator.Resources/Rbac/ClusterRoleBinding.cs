using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Rbac;

/// <summary>Gives a ClusterRole for the whole cluster.</summary>
[Kind(RbacGroup.Name, "v1", "ClusterRoleBinding", "clusterrolebindings", Description = "Who may do in the whole cluster what a role says.", HasStatus = false, NameFormat = TextFormat.PathSegment)]
public sealed record ClusterRoleBinding : IResource<ClusterRoleBinding>, IRoleBinding
{
    /// <inheritdoc/>
    public string ApiVersion => $"{RbacGroup.Name}/v1";

    /// <inheritdoc/>
    public string Kind => "ClusterRoleBinding";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "Who gets the role.")]
    public ImmutableArray<Subject> Subjects { get; init; } = [];

    [Field(3, "The role; it stays as it is.", Required = true, Always = true)]
    public RoleRef RoleRef { get; init; } = new();

    /// <inheritdoc/>
    public ClusterRoleBinding WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ClusterRoleBinding WithStatusOf(ClusterRoleBinding other) => this;
}
