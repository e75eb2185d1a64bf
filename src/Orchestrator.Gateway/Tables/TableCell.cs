using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Gateway.Tables;

/// <summary>One value in a table.</summary>
public readonly record struct TableCell
{
    private readonly string? _text;
    private readonly JsonNode? _other;
    private readonly long _number;
    private readonly bool _isOther;

    private TableCell(string? text, long number) => (_text, _number) = (text, number);

    private TableCell(JsonNode? other) => (_other, _isOther) = (other, true);

    /// <summary>No value.</summary>
    public static TableCell Empty { get; } = new(other: null);

    /// <summary>A text.</summary>
    public static implicit operator TableCell(string text) => new(text, 0);

    /// <summary>A whole number.</summary>
    public static implicit operator TableCell(long number) => new(null, number);

    /// <summary>A text.</summary>
    public static TableCell FromString(string text) => text;

    /// <summary>A whole number.</summary>
    public static TableCell FromInt64(long number) => number;

    /// <summary>A value of another type.</summary>
    public static TableCell FromJson(JsonNode value) => new(value);

    internal void Write(Utf8JsonWriter writer)
    {
        if (_isOther)
        {
            JsonSerializer.Serialize(writer, _other);
        }
        else if (_text is not null)
        {
            writer.WriteStringValue(_text);
        }
        else
        {
            writer.WriteNumberValue(_number);
        }
    }
}
