using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Messaging;

namespace Orleans.Networking;

/// <summary>The JSON of handshakes and headers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(CallHeader))]
[JsonSerializable(typeof(AnswerHeader))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static ReadOnlyMemory<byte> Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), Default);

    /// <exception cref="InvalidDataException">The bytes are no such document.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8)
        where T : class
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(utf8.Span, typeof(T), Default) ?? throw new InvalidDataException($"A {typeof(T).Name} is missing.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InvalidDataException($"What came is no {typeof(T).Name} of this protocol.", exception);
        }
    }
}
