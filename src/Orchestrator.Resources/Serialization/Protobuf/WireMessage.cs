using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Google.Protobuf;

namespace Orchestrator.Resources.Serialization.Protobuf;

/// <summary>A message taken apart into values by the numbers of their fields, in the order of the numbers.</summary>
internal sealed class WireMessage
{
    /// <summary>No document has so many values; one that has was made to exhaust memory, because a value of two bytes becomes many.</summary>
    public const int ValuesMax = 500_000;

    private readonly SortedDictionary<int, List<WireValue>> _fields = [];

    private WireMessage()
    {
    }

    /// <summary>The values of each field that occurs, in the order that they came.</summary>
    public IEnumerable<KeyValuePair<int, List<WireValue>>> Fields => _fields;

    /// <summary>How many values there are.</summary>
    public int ValueCount { get; private set; }

    /// <summary>Takes a message apart.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="path">What it is, for an error.</param>
    /// <exception cref="DecodeException">It is none.</exception>
    public static WireMessage Read(ByteString bytes, string path)
    {
        try
        {
            var message = new WireMessage();
            var input = bytes.CreateCodedInput();
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                message.Add(WireFormat.GetTagFieldNumber(tag), ReadValue(input, WireFormat.GetTagWireType(tag)));
            }

            return message;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw ResourceDecoder.Malformed($"not protobuf: {(path.Length == 0 ? "" : $"{path}: ")}{exception.Message}");
        }
    }

    /// <summary>Takes bytes apart if they are a message.</summary>
    public static bool TryRead(ByteString bytes, [NotNullWhen(true)] out WireMessage? message)
    {
        try
        {
            message = Read(bytes, "");
            return true;
        }
        catch (DecodeException)
        {
            message = null;
            return false;
        }
    }

    /// <summary>The bytes of a field that holds a message: where it is given in parts they are joined, which is what merges them.</summary>
    public ByteString Bytes(int number) => _fields.TryGetValue(number, out var values) ? Join(values) : ByteString.Empty;

    /// <summary>The number that a field holds: the last one given, or 0.</summary>
    public ulong Number(int number) => _fields.TryGetValue(number, out var values) ? values[^1].Number : 0;

    /// <summary>The bytes of all the values.</summary>
    public static ByteString Join(List<WireValue> values)
    {
        if (values is [var single])
        {
            return single.Bytes;
        }

        var joined = new byte[values.Sum(value => value.Bytes.Length)];
        var end = 0;
        foreach (var value in values)
        {
            value.Bytes.CopyTo(joined, end);
            end += value.Bytes.Length;
        }

        return UnsafeByteOperations.UnsafeWrap(joined);
    }

    /// <summary>The refusal of a document of too many values.</summary>
    public static DecodeException TooMany() =>
        ResourceDecoder.Malformed(string.Create(CultureInfo.InvariantCulture, $"a document of more than {ValuesMax} values"));

    private void Add(int number, WireValue value)
    {
        if (++ValueCount > ValuesMax)
        {
            throw TooMany();
        }

        if (!_fields.TryGetValue(number, out var values))
        {
            _fields.Add(number, values = []);
        }

        values.Add(value);
    }

    private static WireValue ReadValue(CodedInputStream input, WireFormat.WireType type) => type switch
    {
        WireFormat.WireType.Varint => new WireValue(type, input.ReadUInt64(), ByteString.Empty),
        WireFormat.WireType.Fixed64 => new WireValue(type, input.ReadFixed64(), ByteString.Empty),
        WireFormat.WireType.Fixed32 => new WireValue(type, input.ReadFixed32(), ByteString.Empty),
        WireFormat.WireType.LengthDelimited => new WireValue(type, 0, input.ReadBytes()),
        // Groups are not used by Kubernetes; the library refuses the types that do not exist.
        _ => throw ResourceDecoder.Malformed("not protobuf as Kubernetes has it: there is a group of fields"),
    };
}
