using System.Text.Json;

namespace Orchestrator.Gateway.Tables;

/// <summary>One value in a table.</summary>
public readonly record struct TableCell
{
    private readonly string? _text;
    private readonly long _number;

    private TableCell(string? text, long number) => (_text, _number) = (text, number);

    /// <summary>A text.</summary>
    public static implicit operator TableCell(string text) => new(text, 0);

    /// <summary>A whole number.</summary>
    public static implicit operator TableCell(long number) => new(null, number);

    /// <summary>A text.</summary>
    public static TableCell FromString(string text) => text;

    /// <summary>A whole number.</summary>
    public static TableCell FromInt64(long number) => number;

    internal void Write(Utf8JsonWriter writer)
    {
        if (_text is not null)
        {
            writer.WriteStringValue(_text);
        }
        else
        {
            writer.WriteNumberValue(_number);
        }
    }
}
