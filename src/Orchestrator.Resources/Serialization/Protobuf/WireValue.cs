using Google.Protobuf;

namespace Orchestrator.Resources.Serialization.Protobuf;

/// <summary>A value in a message, before anything is known of its field.</summary>
/// <param name="Type">How it is written.</param>
/// <param name="Number">The number, where it is one.</param>
/// <param name="Bytes">The bytes of text or of a message; empty where it is a number.</param>
internal readonly record struct WireValue(WireFormat.WireType Type, ulong Number, ByteString Bytes)
{
    /// <summary>A message within a message within a message is looked into; what lies deeper counts as said.</summary>
    private const int LookDepthMax = 8;

    /// <summary>
    /// Whether it says anything. Clients in Go write zeros, empty texts and messages of nothing but such for most of what was left out.
    /// </summary>
    public bool Says => SaysAt(0);

    private bool SaysAt(int depth)
    {
        if (Type != WireFormat.WireType.LengthDelimited)
        {
            return Number != 0;
        }

        return !Bytes.IsEmpty && (depth == LookDepthMax || !WireMessage.TryRead(Bytes, out var inner)
            || inner.Fields.SelectMany(field => field.Value).Any(value => value.SaysAt(depth + 1)));
    }
}
