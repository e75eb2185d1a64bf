using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>A name and an address for a set of pods. It is kept, and nothing is routed by it yet.</summary>
[Kind("", "v1", "Service", "services", Description = "A name and an address for a set of pods.", ShortNames = ["svc"], Categories = ["all"], Namespaced = true, ClientsWriteStatus = true, NameFormat = TextFormat.DnsLabel1035, SelectableFields = ["spec.clusterIP", "spec.type"])]
public sealed record Service : IResource<Service>
{
    /// <summary>What is missing.</summary>
    internal const string NotYet = "no traffic is routed by Services in this version";

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Service";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    [Stored(Service.NotYet)]
    public ServiceSpec Spec { get; init; } = new();

    [Field(3, "What is the case, as whoever provides it last saw it.", Always = true)]
    public ServiceStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public Service WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Service WithStatusOf(Service other) => this with { Status = other.Status };
}
