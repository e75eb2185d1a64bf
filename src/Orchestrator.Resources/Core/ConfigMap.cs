using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>Settings and small files that everybody in the namespace may see.</summary>
[Kind("", "v1", "ConfigMap", "configmaps", Description = "Settings and small files that everybody in the namespace may see.", ShortNames = ["cm"], Namespaced = true, HasStatus = false)]
public sealed record ConfigMap : IResource<ConfigMap>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "ConfigMap";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The values that are text.")]
    public ImmutableSortedDictionary<string, string> Data { get; init; } = StringMap.Empty;

    [Field(3, "The values that need not be text, each as base64. No key may be here and among the data.", Bytes = true)]
    public ImmutableSortedDictionary<string, string> BinaryData { get; init; } = StringMap.Empty;

    [Field(4, "Whether the values stay as they are until the ConfigMap is deleted.")]
    public bool? Immutable { get; init; }

    /// <inheritdoc/>
    public ConfigMap WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ConfigMap WithStatusOf(ConfigMap other) => this;
}
