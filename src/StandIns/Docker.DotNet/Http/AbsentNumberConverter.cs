using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docker.DotNet.Http;

/// <summary>A number that the engine writes as null while there is none, such as the exit code of a process that still runs; it reads as 0.</summary>
internal sealed class AbsentNumberConverter : JsonConverter<long>
{
    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt64();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
