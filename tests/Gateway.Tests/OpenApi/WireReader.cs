using Google.Protobuf;

namespace Gateway.Tests.OpenApi;

/// <summary>Reads protobuf of which only the numbers are known.</summary>
public static class WireReader
{
    /// <summary>The values of a message by the numbers of their fields.</summary>
    public static Dictionary<int, List<WireField>> Read(byte[] bytes)
    {
        var fields = new Dictionary<int, List<WireField>>();
        var input = new CodedInputStream(bytes);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var value = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited ? input.ReadBytes().ToByteArray() : [(byte)input.ReadUInt64()];
            var number = WireFormat.GetTagFieldNumber(tag);
            fields.TryAdd(number, []);
            fields[number].Add(new WireField(value));
        }

        return fields;
    }
}
