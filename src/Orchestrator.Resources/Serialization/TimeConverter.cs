using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Serialization;

/// <summary>A time in whole seconds, such as <c>2026-01-31T12:00:00Z</c>; what is finer is cut off.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out var time) ? WholeSeconds.Of(time)
        : throw new JsonException("expected a time such as 2026-01-31T12:00:00Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(Rfc3339.Write(time));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
