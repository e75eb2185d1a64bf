using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>Values that not everybody may see, such as passwords and keys. Its text names no value, so that none is written out by accident.</summary>
[Kind("", "v1", "Secret", "secrets", Description = "Values that not everybody may see, such as passwords and keys.", Namespaced = true, HasStatus = false, SelectableFields = ["type"])]
public sealed record Secret : IResource<Secret>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Secret";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The values, each as base64. They are encrypted before they are stored.", Secret = true, Bytes = true)]
    public ImmutableSortedDictionary<string, string> Data { get; init; } = StringMap.Empty;

    [Field(3, "What it is for, which says what keys it has to have.", Default = "\"Opaque\"", Immutable = true)]
    public string? Type { get; init; }

    [Field(4, "Values as plain text, for writing only: they are put among the data, before what is there.", Secret = true)]
    public ImmutableSortedDictionary<string, string> StringData { get; init; } = StringMap.Empty;

    [Field(5, "Whether the values stay as they are until the Secret is deleted.")]
    public bool? Immutable { get; init; }

    /// <inheritdoc/>
    public Secret WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Secret WithStatusOf(Secret other) => this;

    /// <inheritdoc/>
    public override string ToString() => $"Secret {Metadata.Namespace}/{Metadata.Name}";
}
