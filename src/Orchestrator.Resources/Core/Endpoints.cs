using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>The addresses that stand behind a Service, in the older form. They are kept, and nothing is routed by them yet.</summary>
[Kind("", "v1", "Endpoints", "endpoints", Description = "The addresses that stand behind a Service, in the older form.", ShortNames = ["ep"], Namespaced = true, HasStatus = false)]
public sealed record Endpoints : IResource<Endpoints>
{
    /// <summary>What is missing.</summary>
    internal const string NotYet = "no traffic is routed by them in this version";

    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Endpoints";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The addresses, by the ports that they have.")]
    [Stored(Endpoints.NotYet)]
    public ImmutableArray<EndpointSubset> Subsets { get; init; } = [];

    /// <inheritdoc/>
    public Endpoints WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Endpoints WithStatusOf(Endpoints other) => this;
}
