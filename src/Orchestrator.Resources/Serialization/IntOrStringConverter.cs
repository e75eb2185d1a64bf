using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Serialization;

/// <summary>A whole number or a text, as it is.</summary>
internal sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => IntOrString.Of(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt32(out var number) => IntOrString.Of(number),
        _ => throw new JsonException("expected a whole number or a text such as 25%"),
    };

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteNumberValue(value.Number);
        }
    }
}
