using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.CustomResources;

/// <summary>
/// A version of a kind that a CustomResourceDefinition describes. Objects are stored as one version and shown as any: with the other apiVersion, without the
/// fields that this version's schema does not have, and with its defaults.
/// </summary>
/// <param name="kind">The description.</param>
public sealed class CustomModel(KindDescription kind) : ResourceModel<CustomObject>(kind)
{
    private readonly CustomKind _custom = kind.Custom ?? throw new ArgumentException($"{kind.Kind} is no custom kind", nameof(kind));

    /// <inheritdoc/>
    public override CustomObject Empty => new() { ApiVersion = Kind.ApiVersion, Kind = Kind.Kind };

    /// <inheritdoc/>
    public override Decoded<CustomObject> Decode(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options)
    {
        var (document, warnings) = Clean(body, format, options);
        return new Decoded<CustomObject>(Read(document), warnings);
    }

    /// <inheritdoc/>
    public override Decoded<JsonObject> DecodePart(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options)
    {
        var (document, warnings) = Clean(body, format, options);
        return new Decoded<JsonObject>(document, warnings);
    }

    /// <inheritdoc/>
    public override CustomObject Default(CustomObject resource)
    {
        var content = (JsonObject)resource.Content.DeepClone();
        SchemaFill.Default(content, _custom.Schema);
        return Empty with { Metadata = resource.Metadata, Content = content };
    }

    /// <inheritdoc/>
    public override ImmutableArray<FieldError> Validate(CustomObject next, CustomObject? previous)
    {
        var errors = new FieldErrors();
        var document = ResourceJson.ToElement(next);
        MetadataValidation.Validate(next.Metadata, Kind, errors);
        if (_custom.Schema.Properties.GetValueOrDefault("metadata") is { } rules)
        {
            new SchemaValues(errors).Validate(document.GetProperty("metadata"), rules, "metadata");
        }

        new SchemaValues(errors).Validate(document, _custom.Schema, "");
        if (previous is not null)
        {
            DescribedValidation.ValidateImmutable(document, ResourceJson.ToElement(previous), SchemaFields.MetadataOnly, "", errors);
            MetadataValidation.ValidateUpdate(next.Metadata, previous.Metadata, errors);
        }

        return errors.ToImmutable();
    }

    /// <inheritdoc/>
    public override CustomObject Read(ReadOnlySpan<byte> document)
    {
        var stored = ResourceJson.Deserialize<CustomObject>(document);
        SchemaFill.Prune(stored.Content, _custom.Schema, "", static _ => { });
        SchemaFill.Default(stored.Content, _custom.Schema);
        return stored with { ApiVersion = Kind.ApiVersion, Kind = Kind.Kind };
    }

    /// <inheritdoc/>
    public override CustomObject Read(JsonNode document) =>
        ResourceJson.Deserialize<CustomObject>(document) with { ApiVersion = Kind.ApiVersion, Kind = Kind.Kind };

    /// <inheritdoc/>
    public override byte[] Stored(CustomObject resource) => ResourceJson.SerializeToUtf8(resource with { ApiVersion = _custom.StoredApiVersion });

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Shown(ReadOnlyMemory<byte> document) => ResourceJson.SerializeToUtf8(Read(document.Span));

    private (JsonObject Document, ImmutableArray<string> Warnings) Clean(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options)
    {
        using var parsed = ResourceDecoder.ParseJson(format switch
        {
            BodyFormat.Json => body,
            BodyFormat.Yaml => YamlDocuments.ToJson(body),
            _ => throw ResourceDecoder.Malformed("custom resources are JSON or YAML"),
        });
        var walk = new DecoderWalk(options.FieldValidation);
        var clean = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(clean, new JsonWriterOptions { SkipValidation = true }))
        {
            ResourceDecoder.WriteClean(parsed.RootElement, SchemaFields.Envelope, (Kind.ApiVersion, Kind.Kind), walk, writer, options);
        }

        var document = (JsonObject)JsonNode.Parse(clean.WrittenSpan)!;
        document.Remove("metadata", out var metadata);
        SchemaFill.Prune(document, _custom.Schema, "", walk.Unknown);
        document["metadata"] = metadata;
        walk.ThrowIfFailed();
        return (document, _custom.Warning is null ? walk.Warnings : [_custom.Warning, .. walk.Warnings]);
    }
}
