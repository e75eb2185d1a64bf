using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Tests.Core;

public sealed class IntOrStringTests
{
    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("0%", 10, true, 0)]
    [InlineData("100%", 7, false, 7)]
    [InlineData("9999999%", int.MaxValue, true, int.MaxValue)]
    public void Resolve_ofPercentage_roundsAsAsked(string text, int total, bool up, int expected) =>
        Assert.Equal(expected, IntOrString.Of(text).Resolve(total, up));

    [Fact]
    public void Resolve_ofNumber_isTheNumber() => Assert.Equal(4, IntOrString.Of(4).Resolve(100, true));

    [Theory]
    [InlineData("25")]
    [InlineData("%")]
    [InlineData("-1%")]
    [InlineData("1.5%")]
    public void Resolve_ofOtherText_fails(string text) => Assert.Throws<FormatException>(() => IntOrString.Of(text).Resolve(1, true));
}
