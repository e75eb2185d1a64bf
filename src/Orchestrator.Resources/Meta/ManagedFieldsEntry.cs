using System.Text.Json;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>Which fields of an object one writer has set.</summary>
public sealed record ManagedFieldsEntry
{
    [Field(1, "The name that the writer gave itself.")]
    public string? Manager { get; init; }

    [Field(2, "How it wrote: Apply for server-side apply, Update for everything else.")]
    public string? Operation { get; init; }

    [Field(3, "The API version in which it wrote.")]
    public string? ApiVersion { get; init; }

    [Field(4, "When its set of fields, or what it set them to, last changed.")]
    public DateTimeOffset? Time { get; init; }

    [Field(6, "How the fields are written: FieldsV1.")]
    public string? FieldsType { get; init; }

    [Field(7, "The fields, as a tree of their names.", Name = "fieldsV1")]
    public JsonElement? FieldsV1 { get; init; }

    [Field(8, "The subresource through which it wrote; empty for the object itself.")]
    public string? Subresource { get; init; }

    /// <summary>Whether the entry says nothing. A list of just one such entry asks to forget who wrote what.</summary>
    public bool IsEmpty() => this == new ManagedFieldsEntry();
}
