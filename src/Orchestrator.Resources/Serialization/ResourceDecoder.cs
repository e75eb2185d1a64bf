using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization.Protobuf;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Serialization;

/// <summary>Reads documents of users: strictly, by the description of the kind, with an answer for every field that is not taken.</summary>
public static class ResourceDecoder
{
    /// <summary>No described document is nested half as deep.</summary>
    internal const int DepthMax = 64;

    /// <summary>Reads a document.</summary>
    /// <param name="body">The document.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="DecodeException">It can't be accepted; the exception says which fields and why.</exception>
    public static Decoded<T> Decode<T>(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options)
        where T : IDocument, new()
    {
        var (written, warnings) = Clean<T>(body, format, options);
        var resource = ResourceJson.Deserialize<T>(written.Span);
        return new Decoded<T>(resource, [.. warnings, .. SupportNotes.Of(resource)]);
    }

    /// <summary>Reads a document of which just what it says counts: as JSON, without what its record would add.</summary>
    /// <param name="body">The document.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="DecodeException">It can't be accepted; the exception says which fields and why.</exception>
    public static Decoded<JsonObject> DecodePart<T>(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options)
        where T : IDocument, new()
    {
        var (written, warnings) = Clean<T>(body, format, options);
        return new Decoded<JsonObject>((JsonObject)JsonNode.Parse(written.Span)!, [.. warnings, .. SupportNotes.Of(ResourceJson.Deserialize<T>(written.Span))]);
    }

    /// <summary>What the description knows of a document, without what is empty.</summary>
    private static (ReadOnlyMemory<byte> Written, ImmutableArray<string> Warnings) Clean<T>(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options)
        where T : IDocument, new()
    {
        using var document = ParseJson(format switch
        {
            BodyFormat.Yaml => YamlDocuments.ToJson(body),
            BodyFormat.Protobuf => ProtobufDocument.ToJson(body, ObjectSchema.Of<T>()),
            _ => body,
        });
        var walk = new DecoderWalk(options.FieldValidation);
        var clean = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(clean, new JsonWriterOptions { SkipValidation = true }))
        {
            var expected = new T();
            WriteClean(document.RootElement, ObjectSchema.Of<T>(), (expected.ApiVersion, expected.Kind), walk, writer, options);
        }

        walk.ThrowIfFailed();
        return (clean.WrittenMemory, walk.Warnings);
    }

    internal static JsonDocument ParseJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax });
        }
        catch (JsonException exception)
        {
            throw Malformed($"not JSON: {Reason(exception)} (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1})");
        }
    }

    /// <summary>The framework's sentence without its own words about the place.</summary>
    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }

    internal static void WriteClean(
        JsonElement root, ObjectSchema schema, (string ApiVersion, string Kind) expected, DecoderWalk walk, Utf8JsonWriter writer, DecodeOptions options)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed($"expected an object of kind {expected.Kind}, got {DecoderWalk.Describe(root)}");
        }

        walk.WriteDocument(root, schema, writer, (name, value) =>
        {
            if (name is not ("apiVersion" or "kind"))
            {
                return false;
            }

            var anyVersion = name == "apiVersion" && options.AnyApiVersion;
            CheckIdentity(name, value, name == "kind" ? expected.Kind : anyVersion ? null : expected.ApiVersion, walk);
            return true;
        });
    }

    /// <summary>What a document says of its kind must be what is expected here; it may say nothing.</summary>
    private static void CheckIdentity(string name, JsonElement value, string? wanted, DecoderWalk walk)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            walk.Fail(name, FieldErrorReason.TypeInvalid, $"Invalid value: {DecoderWalk.Describe(value)}: must be text");
        }
        else if (wanted is not null && !JsonEmptiness.IsEmpty(value) && !(DocumentText.TryRead(value, out var text) && text == wanted))
        {
            walk.Fail(name, FieldErrorReason.Invalid, $"Invalid value: {DecoderWalk.Describe(value)}: must be \"{wanted}\" here");
        }
    }

    internal static DecodeException Malformed(string message) => new([new FieldError("", FieldErrorReason.Malformed, message)]);
}
