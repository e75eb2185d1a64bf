using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Serialization;

/// <summary>A quantity as text; a plain number is read too.</summary>
internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        return Quantity.TryParse(text, out var quantity) ? quantity : throw new JsonException("expected a quantity such as 500m, 1.5 or 64Mi");
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
