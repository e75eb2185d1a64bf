using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Tests.Serialization;

/// <summary>Writes documents as Kubernetes' clients do, by the numbers of the description.</summary>
internal static class ProtobufWriter
{
    /// <summary>A whole body.</summary>
    public static byte[] Body(JsonObject document, ObjectSchema schema, string contentEncoding = "") => Body(
        (string?)document["apiVersion"] ?? "", (string?)document["kind"] ?? "", Message(output => WriteFields(output, document, schema)), contentEncoding);

    /// <summary>A whole body around a message.</summary>
    public static byte[] Body(string apiVersion, string kind, byte[] raw, string contentEncoding = "") => [.. "k8s\0"u8, .. Message(output =>
    {
        WriteBytes(output, 1, Message(meta =>
        {
            WriteText(meta, 1, apiVersion);
            WriteText(meta, 2, kind);
        }));
        WriteBytes(output, 2, raw);
        WriteText(output, 3, contentEncoding);
        WriteText(output, 4, "");
    })];

    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    public static void WriteText(CodedOutputStream output, int number, string text)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    public static void WriteBytes(CodedOutputStream output, int number, byte[] bytes)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }

    public static void WriteNumber(CodedOutputStream output, int number, long value)
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void WriteFields(CodedOutputStream output, JsonObject document, ObjectSchema schema)
    {
        foreach (var holder in schema.Fields.Where(field => document[field.Name] is not null).GroupBy(field => field.Within))
        {
            if (holder.Key == 0)
            {
                Write(output, document, holder);
            }
            else
            {
                WriteBytes(output, holder.Key, Message(inner => Write(inner, document, holder)));
            }
        }
    }

    private static void Write(CodedOutputStream output, JsonObject document, IEnumerable<FieldSchema> fields)
    {
        foreach (var field in fields)
        {
            var value = document[field.Name];
            if (field.Type == FieldType.List)
            {
                value!.AsArray().ToList().ForEach(item => WriteValue(output, field.Number, field, field.ElementType, item));
            }
            else if (field.Type == FieldType.Map)
            {
                value!.AsObject().ToList().ForEach(member => WriteBytes(output, field.Number, Message(entry =>
                {
                    WriteText(entry, 1, member.Key);
                    WriteValue(entry, 2, field, field.ElementType, member.Value);
                })));
            }
            else
            {
                WriteValue(output, field.Number, field, field.Type, value);
            }
        }
    }

    private static void WriteValue(CodedOutputStream output, int number, FieldSchema field, FieldType type, JsonNode? value)
    {
        switch (type)
        {
            case FieldType.Boolean:
                WriteNumber(output, number, value!.GetValue<bool>() ? 1 : 0);
                break;
            case FieldType.Int32 or FieldType.Int64:
                WriteNumber(output, number, NumberOf(value));
                break;
            case FieldType.String when !field.Bytes:
                WriteText(output, number, (string)value!);
                break;
            default:
                WriteBytes(output, number, Bytes(field, type, value));
                break;
        }
    }

    private static long NumberOf(JsonNode? value) => long.Parse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Bytes(FieldSchema field, FieldType type, JsonNode? value) => type switch
    {
        FieldType.String => Convert.FromBase64String((string)value!),
        FieldType.Quantity => Message(output => WriteText(output, 1, (string)value!)),
        FieldType.Time or FieldType.MicroTime => Message(output =>
        {
            var time = DateTimeOffset.Parse((string)value!, System.Globalization.CultureInfo.InvariantCulture);
            WriteNumber(output, 1, time.ToUnixTimeSeconds());
            WriteNumber(output, 2, time.Ticks % TimeSpan.TicksPerSecond * 100);
        }),
        FieldType.IntOrString => Message(output =>
        {
            var isText = value!.GetValueKind() == JsonValueKind.String;
            WriteNumber(output, 1, isText ? 1 : 0);
            WriteNumber(output, 2, isText ? 0 : NumberOf(value));
            WriteText(output, 3, isText ? (string)value! : "");
        }),
        FieldType.Json => Message(output => WriteBytes(output, 1, System.Text.Encoding.UTF8.GetBytes(value!.ToJsonString()))),
        _ => Message(output => WriteFields(output, value!.AsObject(), field.Object!)),
    };
}
