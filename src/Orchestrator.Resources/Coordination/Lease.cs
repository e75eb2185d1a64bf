using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Coordination;

/// <summary>Who holds something that only one may hold, and until when. Those who compete for it agree by writing it.</summary>
[Kind("coordination.k8s.io", "v1", "Lease", "leases", Description = "Who holds something that only one may hold, and until when.", Namespaced = true, HasStatus = false)]
public sealed record Lease : IResource<Lease>
{
    /// <inheritdoc/>
    public string ApiVersion => "coordination.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "Lease";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "Who holds it.")]
    public LeaseSpec Spec { get; init; } = new();

    /// <inheritdoc/>
    public Lease WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Lease WithStatusOf(Lease other) => this;
}
