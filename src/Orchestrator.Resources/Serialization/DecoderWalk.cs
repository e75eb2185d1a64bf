using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Serialization;

/// <summary>
/// One pass over a document: what the description knows is written on, clean of empties; for all else there is an error or a warning. The written JSON
/// then always reads as the record.
/// </summary>
internal sealed class DecoderWalk(FieldValidation validation)
{
    /// <summary>A person fixes a few at a time, and a hostile document shall not make a long answer.</summary>
    private const int NoticesMax = 50;

    private const string Redacted = "\"<secret contents redacted>\"";

    private readonly List<FieldError> _errors = [];
    private readonly List<string> _warnings = [];

    public ImmutableArray<string> Warnings => [.. _warnings];

    public void ThrowIfFailed()
    {
        if (_errors.Count > 0)
        {
            throw new DecodeException([.. _errors]);
        }
    }

    public void Fail(string path, string reason, string message)
    {
        if (_errors.Count < NoticesMax)
        {
            _errors.Add(new FieldError(path, reason, message));
        }
    }

    /// <summary>Notes a field that nothing describes.</summary>
    public void Unknown(string path) => Notice(path, FieldErrorReason.UnknownField, $"unknown field \"{Shorten(path)}\"");

    /// <summary>Writes the top of a document; <paramref name="isKnown"/> takes the fields that say what it is.</summary>
    public void WriteDocument(JsonElement root, ObjectSchema schema, Utf8JsonWriter writer, Func<string, JsonElement, bool> isKnown) =>
        WriteObject(root, schema, "", warn: true, writer, isKnown);

    /// <summary>What a value is, for an error: scalars themselves, cut short, and the names of the other types.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.String => DocumentText.TryRead(value, out var text) ? $"\"{Shorten(text)}\"" : "broken text",
        _ => Shorten(value.GetRawText()),
    };

    private static string Shorten(string text) => text.Length <= 64 ? text : string.Concat(text.AsSpan(0, 64), "...");

    private void WriteObject(
        JsonElement value, ObjectSchema schema, string path, bool warn, Utf8JsonWriter writer, Func<string, JsonElement, bool>? isKnown = null)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in Members(value, path))
        {
            var itemPath = path.Length == 0 ? name : $"{path}.{name}";
            if (isKnown?.Invoke(name, item) == true)
            {
                continue;
            }

            if (schema.Find(name) is { } field)
            {
                // A status is what the server says, so that what has no effect in it surprises nobody.
                WriteField(field, item, itemPath, warn && itemPath != "status", writer);
            }
            else
            {
                Unknown(itemPath);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The members in order. Of repeated ones the last counts, and there is a notice.</summary>
    private List<KeyValuePair<string, JsonElement>> Members(JsonElement value, string path)
    {
        var members = new List<KeyValuePair<string, JsonElement>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (!DocumentText.TryReadName(property, out var name))
            {
                Fail(path, FieldErrorReason.Invalid, DocumentText.Rule);
            }
            else if (places.TryGetValue(name, out var place))
            {
                var repeated = path.Length == 0 ? name : $"{path}.{name}";
                Notice(repeated, FieldErrorReason.Duplicate, $"duplicate field \"{Shorten(repeated)}\"");
                members[place] = new(name, property.Value);
            }
            else
            {
                places.Add(name, members.Count);
                members.Add(new(name, property.Value));
            }
        }

        return members;
    }

    private void WriteField(FieldSchema field, JsonElement value, string path, bool warn, Utf8JsonWriter writer)
    {
        if (field.Support == SupportLevel.Refused && Says(field, value)
            && !(field.Accepted is { } accepted && DocumentText.IsSame(accepted, value)))
        {
            Fail(path, FieldErrorReason.Forbidden, $"Forbidden: {field.Why}");
            return;
        }

        // To Kubernetes an empty text is the same as none.
        var says = value.ValueKind != JsonValueKind.Null && !(field.Type == FieldType.String && JsonEmptiness.IsEmptyText(value));
        if (!says || field.Property is null)
        {
            return;
        }

        if (warn && field.Support == SupportLevel.Stored && !JsonEmptiness.IsEmpty(value)
            && !(field.Default is { } usual && DocumentText.IsSame(usual, value)))
        {
            Warn($"{path} is stored but has no effect yet: {field.Why}");
        }

        writer.WritePropertyName(field.Name);
        WriteValue(field, field.Type, value, path, warn && field.Support == SupportLevel.Works, writer);
    }

    private static bool Says(FieldSchema field, JsonElement value) =>
        field.RefusedEmpty ? value.ValueKind != JsonValueKind.Null : !JsonEmptiness.IsEmpty(value);

    private void WriteValue(FieldSchema field, FieldType type, JsonElement value, string path, bool warn, Utf8JsonWriter writer)
    {
        var expected = ExpectedKind(type);
        if (expected is { } kind && value.ValueKind != kind || !ScalarRules.Accepts(type, value))
        {
            Fail(path, FieldErrorReason.TypeInvalid, $"Invalid value: {(field.Secret ? Redacted : Describe(value))}: must be {ScalarRules.Words(type)}");
            writer.WriteNullValue();
        }
        else if (type == FieldType.Object)
        {
            WriteObject(value, field.Object!, path, warn, writer);
        }
        else if (type == FieldType.List)
        {
            WriteList(field, value, path, warn, writer);
        }
        else if (type == FieldType.Map)
        {
            WriteMap(field, value, path, writer);
        }
        else if (type == FieldType.Json)
        {
            WriteAny(value, path, writer);
        }
        else
        {
            WriteScalar(type, value, path, writer);
        }
    }

    private static JsonValueKind? ExpectedKind(FieldType type) => type switch
    {
        FieldType.Object or FieldType.Map => JsonValueKind.Object,
        FieldType.List => JsonValueKind.Array,
        _ => null,
    };

    private void WriteList(FieldSchema field, JsonElement value, string path, bool warn, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            WriteValue(field, field.ElementType, item, itemPath, warn, writer);
        }

        writer.WriteEndArray();
    }

    private void WriteMap(FieldSchema field, JsonElement value, string path, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in Members(value, path))
        {
            var kept = item.ValueKind != JsonValueKind.Null || field.ElementType == FieldType.String;
            writer.WritePropertyName(name);
            if (item.ValueKind == JsonValueKind.Null && kept)
            {
                // Kubernetes reads a null in a map of text as the empty text.
                writer.WriteStringValue("");
            }
            else
            {
                WriteValue(field, field.ElementType, item, $"{path}[{name}]", warn: false, writer);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Any JSON as it came, except that repeated members and broken text are caught here too.</summary>
    private void WriteAny(JsonElement value, string path, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, item) in Members(value, path))
                {
                    writer.WritePropertyName(name);
                    WriteAny(item, $"{path}.{name}", writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    WriteAny(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), writer);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(FieldType.Json, value, path, writer);
                break;
        }
    }

    private void WriteScalar(FieldType type, JsonElement value, string path, Utf8JsonWriter writer)
    {
        if (type == FieldType.Json && value.ValueKind == JsonValueKind.Number && !double.IsFinite(value.GetDouble()))
        {
            Fail(path, FieldErrorReason.Invalid, $"Invalid value: {Describe(value)}: must be a number of 64 bits");
            writer.WriteNullValue();
        }
        else if (value.ValueKind != JsonValueKind.String)
        {
            writer.WriteRawValue(ScalarRules.Normalize(type, value), skipInputValidation: true);
        }
        else if (DocumentText.TryRead(value, out var text))
        {
            writer.WriteStringValue(text);
        }
        else
        {
            Fail(path, FieldErrorReason.Invalid, DocumentText.Rule);
            writer.WriteNullValue();
        }
    }

    private void Notice(string path, string reason, string message)
    {
        if (validation == FieldValidation.Strict)
        {
            Fail(path, reason, message);
        }
        else
        {
            Warn(message);
        }
    }

    private void Warn(string sentence)
    {
        if (_warnings.Count < NoticesMax)
        {
            _warnings.Add(sentence);
        }
        else if (_warnings.Count == NoticesMax)
        {
            _warnings.Add("there are further fields without effect, which are not listed");
        }
    }
}
