using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Serialization.Protobuf;

/// <summary>
/// Writes a message as the JSON that means the same, by the numbers of the description. What it says is not judged here: the JSON is read as
/// any other, so that both forms of a document are held to the same rules.
/// </summary>
internal sealed class ProtobufWalk
{
    /// <summary>So many unknown fields are looked into, which takes long where they are no messages; the rest counts as said.</summary>
    private const int LooksMax = 100;

    private const int MapKey = 1;
    private const int MapValue = 2;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _writer;
    private int _values;
    private int _looks;

    private ProtobufWalk(Utf8JsonWriter writer) => _writer = writer;

    /// <summary>The document as UTF-8 JSON.</summary>
    /// <exception cref="DecodeException">It is not protobuf, or not of this description.</exception>
    public static ReadOnlyMemory<byte> ToJson(string apiVersion, string kind, ByteString document, ObjectSchema schema)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", apiVersion);
            writer.WriteString("kind", kind);
            new ProtobufWalk(writer).WriteFields(document, schema, within: 0, "", depth: 0);
            writer.WriteEndObject();
        }

        return json.WrittenMemory;
    }

    private void WriteFields(ByteString bytes, ObjectSchema schema, int within, string path, int depth)
    {
        if (depth > ResourceDecoder.DepthMax)
        {
            throw ResourceDecoder.Malformed($"nested deeper than {ResourceDecoder.DepthMax} messages");
        }

        foreach (var (number, values) in Read(bytes, path).Fields)
        {
            if (schema.Find(within, number) is { } field)
            {
                WriteField(field, values, path.Length == 0 ? field.Name : $"{path}.{field.Name}", depth);
            }
            else if (within == 0 && schema.IsHolder(number))
            {
                WriteFields(WireMessage.Join(values), schema, number, path, depth);
            }
            else if (Say(values))
            {
                var name = within == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{within}.");
                _writer.WriteBoolean(string.Create(CultureInfo.InvariantCulture, $"#{name}{number}"), true);
            }
        }
    }

    private void WriteField(FieldSchema field, List<WireValue> values, string path, int depth)
    {
        if (field.Property is null)
        {
            WriteUnread(field, values);
        }
        else if (field.Type == FieldType.List)
        {
            WriteList(field, values, path, depth);
        }
        else if (field.Type == FieldType.Map)
        {
            WriteMap(field, values, path, depth);
        }
        else if (!IsLeftOut(field, values[^1]))
        {
            _writer.WritePropertyName(field.Name);
            var isNumber = WireScalars.WireTypeOf(field.Type) == WireFormat.WireType.Varint;
            WriteValue(field, field.Type, isNumber || values.Count == 1 ? values[^1] : Joined(field, values, path), path, depth);
        }
    }

    /// <summary>A field that is refused in whole has no description within; it is enough to know whether it says anything.</summary>
    private void WriteUnread(FieldSchema field, List<WireValue> values)
    {
        _writer.WritePropertyName(field.Name);
        if (Say(values))
        {
            _writer.WriteBooleanValue(true);
        }
        else
        {
            _writer.WriteStartObject();
            _writer.WriteEndObject();
        }
    }

    private bool Say(List<WireValue> values) => ++_looks > LooksMax || values.Any(value => value.Says);

    /// <summary>Clients in Go write a zero where a number that has to be there was left out; where it may be absent, a zero was meant.</summary>
    private static bool IsLeftOut(FieldSchema field, WireValue value) =>
        WireScalars.WireTypeOf(field.Type) == WireFormat.WireType.Varint && value.Number == 0 && value.Type == WireFormat.WireType.Varint
        && Nullable.GetUnderlyingType(field.Property!.PropertyType) is null;

    /// <summary>Parts of a message are one message; of a text that is given twice the last counts.</summary>
    private static WireValue Joined(FieldSchema field, List<WireValue> values, string path)
    {
        if (field.Type == FieldType.String)
        {
            return values[^1];
        }

        values.ForEach(value => RequireType(value, WireFormat.WireType.LengthDelimited, path));
        return values[^1] with { Bytes = WireMessage.Join(values) };
    }

    private void WriteList(FieldSchema field, List<WireValue> values, string path, int depth)
    {
        _writer.WritePropertyName(field.Name);
        _writer.WriteStartArray();
        var isOfNumbers = WireScalars.WireTypeOf(field.ElementType) == WireFormat.WireType.Varint;
        foreach (var value in values)
        {
            if (isOfNumbers && value.Type == WireFormat.WireType.LengthDelimited)
            {
                WritePacked(field.ElementType, value.Bytes, path);
            }
            else
            {
                WriteValue(field, field.ElementType, value, path, depth);
            }
        }

        _writer.WriteEndArray();
    }

    /// <summary>Several numbers in one value, as newer clients write lists of them.</summary>
    private void WritePacked(FieldType type, ByteString bytes, string path)
    {
        try
        {
            var input = bytes.CreateCodedInput();
            while (!input.IsAtEnd)
            {
                Count(1);
                WireScalars.WriteNumber(_writer, type, input.ReadUInt64());
            }
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw ResourceDecoder.Malformed($"not protobuf: {path}: {exception.Message}");
        }
    }

    /// <summary>A map is a list of messages of a key and a value; of a repeated key the last counts.</summary>
    private void WriteMap(FieldSchema field, List<WireValue> values, string path, int depth)
    {
        var entries = new SortedDictionary<string, WireValue>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            RequireType(value, WireFormat.WireType.LengthDelimited, path);
            var entry = Read(value.Bytes, path);
            entries[WireScalars.Text(entry.Bytes(MapKey), path)] =
                new WireValue(WireScalars.WireTypeOf(field.ElementType), entry.Number(MapValue), entry.Bytes(MapValue));
        }

        _writer.WritePropertyName(field.Name);
        _writer.WriteStartObject();
        foreach (var (key, value) in entries)
        {
            _writer.WritePropertyName(key);
            WriteValue(field, field.ElementType, value, $"{path}[{key}]", depth);
        }

        _writer.WriteEndObject();
    }

    private void WriteValue(FieldSchema field, FieldType type, WireValue value, string path, int depth)
    {
        var wireType = WireScalars.WireTypeOf(type);
        RequireType(value, wireType, path);
        if (wireType == WireFormat.WireType.Varint)
        {
            WireScalars.WriteNumber(_writer, type, value.Number);
        }
        else if (type == FieldType.Object)
        {
            _writer.WriteStartObject();
            WriteFields(value.Bytes, field.Object!, within: 0, path, depth + 1);
            _writer.WriteEndObject();
        }
        else
        {
            WireScalars.WriteBytes(_writer, field, type, value.Bytes, path);
        }
    }

    private static void RequireType(WireValue value, WireFormat.WireType wanted, string path)
    {
        if (value.Type != wanted)
        {
            throw ResourceDecoder.Malformed(
                $"not Kubernetes' protobuf: {path} must be {(wanted == WireFormat.WireType.Varint ? "a number" : "text or a message")}");
        }
    }

    private WireMessage Read(ByteString bytes, string path)
    {
        var message = WireMessage.Read(bytes, path);
        Count(message.ValueCount);
        return message;
    }

    private void Count(int values)
    {
        _values += values;
        if (_values > WireMessage.ValuesMax)
        {
            throw WireMessage.TooMany();
        }
    }
}
