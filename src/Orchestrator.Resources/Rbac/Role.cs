using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Rbac;

/// <summary>What may be done in a namespace.</summary>
[Kind(RbacGroup.Name, "v1", "Role", "roles", Description = "What may be done in one namespace.", Namespaced = true, HasStatus = false, NameFormat = TextFormat.PathSegment)]
public sealed record Role : IResource<Role>
{
    /// <inheritdoc/>
    public string ApiVersion => $"{RbacGroup.Name}/v1";

    /// <inheritdoc/>
    public string Kind => "Role";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What may be done; whatever no rule names may not.", Always = true)]
    public ImmutableArray<PolicyRule> Rules { get; init; } = [];

    /// <inheritdoc/>
    public Role WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Role WithStatusOf(Role other) => this;
}
