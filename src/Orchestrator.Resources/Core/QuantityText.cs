using System.Globalization;
using System.Numerics;

namespace Orchestrator.Resources.Core;

/// <summary>Reads and writes the text of quantities.</summary>
internal static class QuantityText
{
    /// <summary>Longer text is no amount that anybody means, and would cost time to read.</summary>
    private const int LengthMax = 256;

    /// <summary>Beyond this power of ten an amount is out of bounds or finer than is kept, whatever its digits.</summary>
    private const int ExponentMax = 2 * LengthMax;

    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (text is null || text.Length is 0 or > LengthMax)
        {
            return false;
        }

        var at = text[0] is '+' or '-' ? 1 : 0;
        var wholeEnd = SkipDigits(text, at);
        var fractionStart = wholeEnd < text.Length && text[wholeEnd] == '.' ? wholeEnd + 1 : wholeEnd;
        var numberEnd = SkipDigits(text, fractionStart);
        var digits = text[at..wholeEnd] + text[fractionStart..numberEnd];
        if (digits.Length == 0 || !TryReadSuffix(text[numberEnd..], out var format, out var power))
        {
            return false;
        }

        var magnitude = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var nanos = Scale(magnitude, format, power, numberEnd - fractionStart);
        quantity = new Quantity(text[0] == '-' ? -nanos : nanos, format);
        return true;
    }

    public static string Write(Quantity quantity)
    {
        // Small amounts read better in decimal, whatever they were written as.
        var small = BigInteger.Abs(quantity.Nanos) < 1024 * Quantity.NanosPerUnit;
        return quantity.Format == QuantityFormat.Binary && !small ? WriteBinary(quantity.Nanos) : WriteDecimal(quantity.Nanos, quantity.Format);
    }

    private static string WriteBinary(BigInteger nanos)
    {
        var sign = nanos.Sign < 0 ? "-" : "";
        var value = DivideUp(BigInteger.Abs(nanos), Quantity.NanosPerUnit);
        var step = 0;
        while (step < BinarySuffixes.Length - 1 && (value & 1023).IsZero)
        {
            value >>= 10;
            step++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{sign}{value}{BinarySuffixes[step]}");
    }

    private static string WriteDecimal(BigInteger nanos, QuantityFormat format)
    {
        if (nanos.IsZero)
        {
            return "0";
        }

        var step = 0;
        while (step < DecimalSuffixes.Length - 1 && (nanos % 1000).IsZero)
        {
            nanos /= 1000;
            step++;
        }

        var exponent = (step - 3) * 3;
        var suffix = format != QuantityFormat.Exponent ? DecimalSuffixes[step] : exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}");
        return string.Create(CultureInfo.InvariantCulture, $"{nanos}{suffix}");
    }

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The power is of ten, or of 1024 for the binary format.</summary>
    private static bool TryReadSuffix(string suffix, out QuantityFormat format, out int power)
    {
        (format, power) = (QuantityFormat.Decimal, 0);
        if (Array.IndexOf(DecimalSuffixes, suffix) is >= 0 and var decimalStep)
        {
            power = (decimalStep - 3) * 3;
            return true;
        }

        if (Array.IndexOf(BinarySuffixes, suffix) is > 0 and var binaryStep)
        {
            (format, power) = (QuantityFormat.Binary, binaryStep);
            return true;
        }

        format = QuantityFormat.Exponent;
        if (suffix[0] is not ('e' or 'E') || !IsWholeNumber(suffix[1..]))
        {
            return false;
        }

        var exponent = BigInteger.Parse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        power = (int)BigInteger.Clamp(exponent, -ExponentMax, ExponentMax);
        return true;
    }

    private static bool IsWholeNumber(string text)
    {
        var start = text is ['+' or '-', ..] ? 1 : 0;
        return text.Length > start && SkipDigits(text, start) == text.Length;
    }

    private static BigInteger Scale(BigInteger magnitude, QuantityFormat format, int power, int fractionDigits)
    {
        if (format == QuantityFormat.Binary)
        {
            return DivideUp((magnitude << (10 * power)) * Quantity.NanosPerUnit, BigInteger.Pow(10, fractionDigits));
        }

        var tenPower = power - fractionDigits + 9;
        return tenPower >= 0 ? magnitude * BigInteger.Pow(10, tenPower) : DivideUp(magnitude, BigInteger.Pow(10, -tenPower));
    }

    private static BigInteger DivideUp(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;
}
