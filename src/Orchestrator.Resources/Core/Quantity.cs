using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Core;

/// <summary>
/// An amount as Kubernetes writes it: <c>500m</c>, <c>1.5</c>, <c>64Mi</c>, <c>1e3</c>. Exact to a thousand-millionth; what is finer is rounded away from
/// zero, and what is beyond 2^63-1 counts as that. Two quantities are equal when they are the same amount, however they are written.
/// </summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    internal static readonly BigInteger NanosPerUnit = 1_000_000_000;
    internal static readonly BigInteger NanosMax = long.MaxValue * NanosPerUnit;

    /// <summary>Makes a quantity of so many thousand-millionths.</summary>
    internal Quantity(BigInteger nanos, QuantityFormat format)
    {
        Nanos = BigInteger.Clamp(nanos, -NanosMax, NanosMax);
        Format = format;
    }

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>The amount in thousand-millionths.</summary>
    public BigInteger Nanos { get; }

    /// <summary>How it is written.</summary>
    public QuantityFormat Format { get; }

    /// <summary>The amount in thousandths, rounded up.</summary>
    public long MilliValue => Saturate(CeilingDivide(Nanos, 1_000_000));

    /// <summary>The amount in whole units, rounded up.</summary>
    public long Value => Saturate(CeilingDivide(Nanos, NanosPerUnit));

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Nanos.Sign;

    /// <summary>So many whole units.</summary>
    public static Quantity Of(long value, QuantityFormat format = QuantityFormat.Decimal) => new(value * NanosPerUnit, format);

    /// <summary>So many thousandths.</summary>
    public static Quantity OfMilli(long value) => new(value * (BigInteger)1_000_000, QuantityFormat.Decimal);

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity) ? quantity : throw new FormatException($"\"{text}\" is not a quantity such as 500m, 1.5 or 64Mi");

    /// <summary>Reads a quantity; false where it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity) => QuantityText.TryParse(text, out quantity);

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Nanos.CompareTo(other.Nanos);

    /// <inheritdoc/>
    public bool Equals(Quantity other) => Nanos == other.Nanos;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanos.GetHashCode();

    /// <summary>The canonical text: no fraction, and the largest suffix that allows that.</summary>
    public override string ToString() => QuantityText.Write(this);

    /// <summary>The sum, written as the left one is; as the right one where the left is zero.</summary>
    public static Quantity operator +(Quantity left, Quantity right) =>
        new(left.Nanos + right.Nanos, left.Nanos.IsZero ? right.Format : left.Format);

    /// <summary>The difference, written as the left one is; as the right one where the left is zero.</summary>
    public static Quantity operator -(Quantity left, Quantity right) =>
        new(left.Nanos - right.Nanos, left.Nanos.IsZero ? right.Format : left.Format);

    /// <summary>Whether they are the same amount.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Whether they are different amounts.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Whether the left one is less.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is less or the same.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is more.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is more or the same.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    private static BigInteger CeilingDivide(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        return remainder.Sign > 0 ? quotient + 1 : quotient;
    }

    private static long Saturate(BigInteger value) => (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue);
}
