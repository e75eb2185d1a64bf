using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Rbac;

/// <summary>What may be done in all namespaces, with what is in none, and with paths; or, given by a RoleBinding, in that one's namespace.</summary>
[Kind(RbacGroup.Name, "v1", "ClusterRole", "clusterroles", Description = "What may be done in the whole cluster, or in whichever namespace a binding is.", HasStatus = false, NameFormat = TextFormat.PathSegment)]
public sealed record ClusterRole : IResource<ClusterRole>
{
    /// <inheritdoc/>
    public string ApiVersion => $"{RbacGroup.Name}/v1";

    /// <inheritdoc/>
    public string Kind => "ClusterRole";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What may be done; whatever no rule names may not.", Always = true)]
    public ImmutableArray<PolicyRule> Rules { get; init; } = [];

    [Field(3, "Where the rules come from; the rules are then written by the server.")]
    public AggregationRule? AggregationRule { get; init; }

    /// <inheritdoc/>
    public ClusterRole WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ClusterRole WithStatusOf(ClusterRole other) => this;
}
