using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Tests.Core;

public sealed class QuantityTests
{
    private static readonly string[] Suffixes = ["", "n", "u", "m", "k", "M", "G", "T", "P", "Ki", "Mi", "Gi", "Ti", "e3", "E2", "e-4"];

    private static Arbitrary<string> Texts() => ArbMap.Default.GeneratorFor<int>()
        .SelectMany(whole => Gen.Choose(0, 999999).SelectMany(fraction => Gen.Elements(Suffixes).Select(suffix =>
            fraction % 2 == 0 ? $"{whole}{suffix}" : $"{whole}.{fraction}{suffix}")))
        .ToArbitrary();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("1500m", "1500m")]
    [InlineData("1000", "1k")]
    [InlineData("100000", "100k")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1.5Ki", "1536")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1023Ki", "1023Ki")]
    [InlineData("-2048", "-2048")]
    [InlineData("-2Ki", "-2Ki")]
    [InlineData("1e3", "1e3")]
    [InlineData("12E6", "12e6")]
    [InlineData("1E", "1E")]
    [InlineData("100e-3", "100e-3")]
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("12.6953125Ki", "13000")]
    [InlineData("-12.69493Ki", "-13000")]
    [InlineData("1e-999999999999", "1e-9")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("1e99999999999999999", "9223372036854775807")]
    public void ToString_ofText_isCanonical(string text, string canonical) => Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("m")]
    [InlineData("+-1")]
    [InlineData("1K")]
    [InlineData("1ki")]
    [InlineData("1KiB")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("٣")]
    public void TryParse_ofOtherText_fails(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void TryParse_ofEndlessText_fails() => Assert.False(Quantity.TryParse(new string('9', 1_000_000), out _));

    [Fact]
    public void Value_roundsUp()
    {
        Assert.Equal(2, Quantity.Parse("1001m").Value);
        Assert.Equal(-1, Quantity.Parse("-1999m").Value);
        Assert.Equal(1, Quantity.Parse("1u").MilliValue);
        Assert.Equal(long.MaxValue, Quantity.Parse("5E").MilliValue);
    }

    [Fact]
    public void Canonical_text_readsAsTheSameAmountAndText() => Prop.ForAll(Texts(), text =>
    {
        var quantity = Quantity.Parse(text);
        var again = Quantity.Parse(quantity.ToString());
        var rounded = quantity.Format == QuantityFormat.Binary && again.Nanos != quantity.Nanos;

        // A binary amount without a suffix reads as a decimal one, which has another suffix where it is so many thousands, as in Kubernetes: 12.6953125Ki is 13000, and 13000 is 13k.
        var respelled = quantity.Format == QuantityFormat.Binary && again.Format == QuantityFormat.Decimal && (again.Nanos % 1_000_000_000_000).IsZero;
        return (respelled || again.ToString() == quantity.ToString())
            && (rounded ? BigInteger.Abs(again.Nanos - quantity.Nanos) < 1_000_000_000 : again == quantity);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_isThatOfTheAmounts() => Prop.ForAll(Texts(), Texts(), (left, right) =>
    {
        var (a, b) = (Quantity.Parse(left), Quantity.Parse(right));
        return a.CompareTo(b) == -b.CompareTo(a) && (a < b) == ((a - b).Sign < 0) && (a == b) == (a.GetHashCode() == b.GetHashCode() && a.CompareTo(b) == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sum_lessOnePart_isTheOther() => Prop.ForAll(Texts(), Texts(), (left, right) =>
        Quantity.Parse(left) + Quantity.Parse(right) - Quantity.Parse(right) == Quantity.Parse(left)).QuickCheckThrowOnFailure();
}
