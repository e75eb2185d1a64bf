using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>A protobuf message that is being written.</summary>
internal sealed class SwaggerMessage
{
    private readonly CodedOutputStream _output;

    private SwaggerMessage(CodedOutputStream output) => _output = output;

    /// <summary>The message that the action writes.</summary>
    public static byte[] Write(Action<SwaggerMessage> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(new SwaggerMessage(output));
        }

        return bytes.ToArray();
    }

    /// <summary>A message of one field, which is a message.</summary>
    public static byte[] Of(int number, byte[] inner) => Write(message => message.Bytes(number, inner));

    /// <summary>A message of one field, which is text.</summary>
    public static byte[] OfText(int number, JsonNode text) => Write(message => message.Text(number, text));

    public void Text(int number, JsonNode text)
    {
        _output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        _output.WriteString((string)text!);
    }

    public void Truth(int number, JsonNode truth)
    {
        _output.WriteTag(number, WireFormat.WireType.Varint);
        _output.WriteBool((bool)truth);
    }

    public void Bytes(int number, byte[] message)
    {
        _output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        _output.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }

    public void Each(int number, JsonNode list, Func<JsonNode, byte[]> write)
    {
        foreach (var item in list.AsArray())
        {
            Bytes(number, write(item!));
        }
    }

    public void EachText(int number, JsonNode list)
    {
        foreach (var item in list.AsArray())
        {
            Text(number, item!);
        }
    }
}
