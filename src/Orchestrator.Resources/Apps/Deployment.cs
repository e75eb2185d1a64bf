using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Apps;

/// <summary>Keeps a number of equal pods and replaces them step by step when the template changes.</summary>
[Kind("apps", "v1", "Deployment", "deployments", Description = "Keeps so many pods of a template running, and rolls changes of the template out to them.", ShortNames = ["deploy"], Categories = ["all"], Namespaced = true)]
public sealed record Deployment : IResource<Deployment>
{
    /// <inheritdoc/>
    public string ApiVersion => "apps/v1";

    /// <inheritdoc/>
    public string Kind => "Deployment";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public DeploymentSpec Spec { get; init; } = new();

    [Field(3, "What is the case, as the server last saw it.", Always = true)]
    public DeploymentStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public Deployment WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Deployment WithStatusOf(Deployment other) => this with { Status = other.Status };
}
