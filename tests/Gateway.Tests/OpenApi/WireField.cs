using System.Text;

namespace Gateway.Tests.OpenApi;

/// <summary>A value in protobuf, whatever it is.</summary>
public sealed record WireField(byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public Dictionary<int, List<WireField>> Message => WireReader.Read(Bytes);
}
