using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docker.DotNet.Http;

/// <summary>Times of the engine: seconds since 1970 in lists, and RFC 3339 elsewhere.</summary>
internal sealed class EngineTimeConverter : JsonConverter<DateTime>
{
    /// <inheritdoc />
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => DateTime.UnixEpoch.AddSeconds(reader.GetInt64()),
        _ => reader.GetDateTime(),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
