using System.Text.Json;
using Orchestrator.Gateway.Tables;

namespace Orchestrator.Gateway.Reading;

/// <summary>Writes objects as <c>PartialObjectMetadata</c>: for those who follow owners and labels and want nothing else.</summary>
internal static class PartialMetadata
{
    /// <summary>The kind of one object.</summary>
    public const string Kind = "PartialObjectMetadata";

    /// <summary>The group and version that it belongs to.</summary>
    public const string ApiVersion = "meta.k8s.io/v1";

    /// <summary>Writes an object's metadata, as an object of its own.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> document)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteString("apiVersion", ApiVersion);
        json.WritePropertyName("metadata");
        json.WriteRawValue(MetadataSlice.Of(document), skipInputValidation: true);
        json.WriteEndObject();
    }
}
