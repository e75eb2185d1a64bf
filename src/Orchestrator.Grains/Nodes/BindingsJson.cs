using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// Bindings within a node's state: a list, or a word where each is in a row of its own. A silo that knows no such rows can't read the word, and so never takes a node for
/// empty that is not.
/// </summary>
internal sealed class BindingsJson : JsonConverter<ImmutableArray<Binding>>
{
    private const string Elsewhere = "rows";

    /// <inheritdoc/>
    public override ImmutableArray<Binding> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Elsewhere) ? [] : [.. JsonSerializer.Deserialize<List<Binding>>(ref reader, options) ?? []];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImmutableArray<Binding> value, JsonSerializerOptions options)
    {
        if (value.IsDefault)
        {
            writer.WriteStringValue(Elsewhere);
            return;
        }

        writer.WriteStartArray();
        foreach (var binding in value)
        {
            JsonSerializer.Serialize(writer, binding, options);
        }

        writer.WriteEndArray();
    }
}
