using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Resources.Serialization;

/// <summary>What an unquoted scalar means. As Kubernetes reads YAML, which is version 1.1: <c>yes</c> and <c>off</c> are booleans, <c>010</c> is eight.</summary>
internal static partial class YamlScalars
{
    /// <summary>Longer runs of digits are no number that anybody means, and would cost time to read.</summary>
    private const int NumberLengthMax = 128;

    /// <summary>The JSON of an unquoted scalar; null where it is text.</summary>
    public static string? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => "null",
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => "true",
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => "false",
        _ when text.Length > NumberLengthMax || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.') => null,
        _ => Number(text.Replace("_", "", StringComparison.Ordinal)),
    };

    /// <summary>Whether text would be read as something else when it is not quoted.</summary>
    public static bool NeedsQuotes(string text) => Resolve(text) is not null || NotANumber().IsMatch(text) || text is "<<" or "=";

    private static string? Number(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        var whole = digits switch
        {
            ['0', 'x' or 'X', .. var rest] => Digits(rest, 16),
            ['0', 'b' or 'B', .. var rest] => Digits(rest, 2),
            ['0', 'o' or 'O', .. var rest] => Digits(rest, 8),
            ['0', .. { Length: > 0 } rest] => Digits(rest, 8),
            _ => Digits(digits, 10),
        };
        if (whole is { } value)
        {
            return (negative ? -value : value).ToString(CultureInfo.InvariantCulture);
        }

        return Float().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonSerializer.Serialize(number)
            : null;
    }

    private static BigInteger? Digits(string digits, int radix)
    {
        if (digits.Length == 0)
        {
            return null;
        }

        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : int.MaxValue;
            if (worth >= radix)
            {
                return null;
            }

            value = (value * radix) + worth;
        }

        return value;
    }

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"\A[-+]?\.(nan|NaN|NAN|inf|Inf|INF)\z")]
    private static partial Regex NotANumber();
}
