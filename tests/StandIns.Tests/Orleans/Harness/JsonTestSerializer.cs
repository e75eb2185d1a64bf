using System.Text.Json;
using Orleans.Storage;

namespace StandIns.Tests.Silos;

/// <summary>Stores states as JSON.</summary>
public sealed class JsonTestSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input);
}
