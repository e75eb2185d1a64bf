using System.Globalization;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Core;

/// <summary>A whole number, or text such as <c>25%</c>.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    private IntOrString(int number, string? text) => (Number, Text) = (number, text);

    /// <summary>The number; 0 where it is text.</summary>
    public int Number { get; }

    /// <summary>The text; null where it is a number.</summary>
    public string? Text { get; }

    /// <summary>The number as such a value.</summary>
    public static IntOrString Of(int number) => new(number, null);

    /// <summary>The text as such a value.</summary>
    public static IntOrString Of(string text) => new(0, text);

    /// <summary>The number as such a value.</summary>
    public static implicit operator IntOrString(int number) => Of(number);

    /// <summary>The percentage, or null where it is none: digits and a percent sign.</summary>
    public int? Percentage =>
        Text is [.. var digits, '%'] && digits.Length is > 0 and < 8 && digits.All(char.IsAsciiDigit) ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    /// <summary>How many of <paramref name="total"/> are meant: the number itself, or the percentage of the total.</summary>
    /// <param name="total">What a percentage refers to.</param>
    /// <param name="roundUp">Whether a part of one counts as one.</param>
    /// <exception cref="FormatException">It is text and not a percentage.</exception>
    public int Resolve(int total, bool roundUp)
    {
        if (Text is null)
        {
            return Number;
        }

        var percentage = Percentage ?? throw new FormatException($"\"{Text}\" is neither a whole number nor a percentage such as 25%");
        var hundredfold = (long)percentage * total;
        return (int)Math.Min(int.MaxValue, roundUp ? (hundredfold + 99) / 100 : hundredfold / 100);
    }

    /// <summary>As it is written in a document.</summary>
    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
