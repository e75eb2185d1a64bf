using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>A room for names: objects of one kind have distinct names within it.</summary>
[Kind("", "v1", "Namespace", "namespaces", Description = "A space of names, which is deleted with all that is in it.", ShortNames = ["ns"], NameFormat = TextFormat.DnsLabel, Verbs = ResourceVerbs.All & ~ResourceVerbs.DeleteCollection, SelectableFields = ["status.phase"])]
public sealed record Namespace : IResource<Namespace>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Namespace";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "What is wanted.", Always = true)]
    public NamespaceSpec Spec { get; init; } = new();

    [Field(3, "What is the case, as the server last saw it.", Always = true)]
    public NamespaceStatus Status { get; init; } = new();

    /// <inheritdoc/>
    public Namespace WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Namespace WithStatusOf(Namespace other) => this with { Status = other.Status };
}
