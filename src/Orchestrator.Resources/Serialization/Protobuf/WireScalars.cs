using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Serialization.Protobuf;

/// <summary>Writes single values as the JSON that means the same.</summary>
internal static class WireScalars
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerTick = NanosecondsPerSecond / TimeSpan.TicksPerSecond;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How a value of this type is written.</summary>
    public static WireFormat.WireType WireTypeOf(FieldType type) => type is FieldType.Boolean or FieldType.Int32 or FieldType.Int64
        ? WireFormat.WireType.Varint
        : WireFormat.WireType.LengthDelimited;

    /// <summary>Bytes as text.</summary>
    /// <exception cref="DecodeException">They are not UTF-8.</exception>
    public static string Text(ByteString bytes, string path)
    {
        try
        {
            return bytes.ToString(Utf8);
        }
        catch (DecoderFallbackException)
        {
            throw ResourceDecoder.Malformed($"{path}: not UTF-8");
        }
    }

    /// <summary>Writes a whole number or a truth.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, FieldType type, ulong number)
    {
        if (type == FieldType.Boolean)
        {
            writer.WriteBooleanValue(number != 0);
        }
        else
        {
            writer.WriteNumberValue(unchecked((long)number));
        }
    }

    /// <summary>Writes a value that is text or a message of a shape of its own.</summary>
    public static void WriteBytes(Utf8JsonWriter writer, FieldSchema field, FieldType type, ByteString bytes, string path)
    {
        switch (type)
        {
            case FieldType.String when field.Bytes:
                writer.WriteBase64StringValue(bytes.Span);
                break;
            case FieldType.String:
                writer.WriteStringValue(Text(bytes, path));
                break;
            case FieldType.Quantity:
                var amount = Text(WireMessage.Read(bytes, path).Bytes(1), path);
                writer.WriteStringValue(amount.Length == 0 ? "0" : amount);
                break;
            case FieldType.IntOrString:
                WriteIntOrString(writer, WireMessage.Read(bytes, path), path);
                break;
            case FieldType.Time or FieldType.MicroTime:
                WriteTime(writer, bytes, path);
                break;
            default:
                WriteJson(writer, WireMessage.Read(bytes, path).Bytes(1), path);
                break;
        }
    }

    private static void WriteIntOrString(Utf8JsonWriter writer, WireMessage message, string path)
    {
        const int Type = 1;
        const int Number = 2;
        const int String = 3;
        const ulong IsText = 1;
        if (message.Number(Type) == IsText)
        {
            writer.WriteStringValue(Text(message.Bytes(String), path));
        }
        else
        {
            writer.WriteNumberValue(unchecked((long)message.Number(Number)));
        }
    }

    /// <summary>An empty message is no time. One out of the calendar is written as it is, for the next reader to refuse it by its path.</summary>
    private static void WriteTime(Utf8JsonWriter writer, ByteString bytes, string path)
    {
        if (bytes.IsEmpty)
        {
            writer.WriteNullValue();
            return;
        }

        var message = WireMessage.Read(bytes, path);
        var seconds = unchecked((long)message.Number(1));
        var nanoseconds = unchecked((long)message.Number(2));
        var isTime = seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && nanoseconds is >= 0 and < NanosecondsPerSecond;
        writer.WriteStringValue(isTime
            ? Rfc3339.WriteMicroseconds(DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / NanosecondsPerTick))
            : string.Create(CultureInfo.InvariantCulture, $"{seconds} s and {nanoseconds} ns since 1970"));
    }

    /// <summary>Any JSON is in protobuf a message that holds its text.</summary>
    private static void WriteJson(Utf8JsonWriter writer, ByteString json, string path)
    {
        if (json.IsEmpty)
        {
            writer.WriteNullValue();
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(json.Memory, new JsonDocumentOptions { MaxDepth = ResourceDecoder.DepthMax });
        }
        catch (JsonException)
        {
            throw ResourceDecoder.Malformed($"{path}: not JSON");
        }

        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }
}
