using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Selectors;

namespace Orchestrator.Resources.Tests.Selectors;

public sealed class SelectorTests
{
    [Fact]
    public void LabelSelector_ofEveryForm_isRead()
    {
        var read = LabelSelectorParser.Parse("a=b, c==d,e!=f,x.io/g in (h, i) ,j notin (k),l,!m,n=,o > 5,p<7");

        Assert.Equal(
            ["a In b", "c In d", "e NotIn f", "x.io/g In h|i", "j NotIn k", "l Exists ", "m DoesNotExist ", "n In ", "o GreaterThan 5", "p LessThan 7"],
            read.Select(requirement => $"{requirement.Key} {requirement.Operator} {string.Join('|', requirement.Values)}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void LabelSelector_empty_requiresNothing(string? text) => Assert.Empty(LabelSelectorParser.Parse(text));

    [Theory]
    [InlineData("a in b")]
    [InlineData("a in (b")]
    [InlineData("a within (b)")]
    [InlineData(",a")]
    [InlineData("a,,b")]
    [InlineData("=b")]
    [InlineData("!")]
    [InlineData("a=b=c")]
    [InlineData("a=b c")]
    [InlineData("a=(b)")]
    [InlineData("a in ((b))")]
    [InlineData("-a")]
    [InlineData("a>b")]
    [InlineData("a>-1")]
    [InlineData("a>")]
    [InlineData(">1")]
    [InlineData("a>99999999999999999999")]
    public void LabelSelector_ofOtherText_fails(string text) => Assert.Throws<SelectorException>(() => LabelSelectorParser.Parse(text));

    [Fact]
    public void FieldSelector_isRead()
    {
        var read = FieldSelectorParser.Parse("status.phase=Running,spec.nodeName!=worker-a", ResourceKinds.Of<Pod>());

        Assert.Equal(["status/phase=Running", "spec/nodeName!=worker-a"], read.Select(one => $"{string.Join('/', one.Path)}{(one.Negated ? "!=" : "=")}{one.Value}"));
    }

    [Fact]
    public void FieldSelector_ofAnEventsSource_comparesTheComponent() =>
        Assert.Equal<string>(["source", "component"], FieldSelectorParser.Parse("source=agent", ResourceKinds.Of<Event>())[0].Path);

    [Theory]
    [InlineData("status.podIPs=1")]
    [InlineData("status.phase")]
    [InlineData("a in (b)")]
    public void FieldSelector_ofAnotherField_fails(string text) => Assert.Throws<SelectorException>(() => FieldSelectorParser.Parse(text, ResourceKinds.Of<Pod>()));

    [Theory]
    [InlineData("In", true, true, false)]
    [InlineData("NotIn", false, false, true)]
    [InlineData("Exists", true, true, false)]
    [InlineData("DoesNotExist", false, false, true)]
    public void Requirement_matchesAsItsOperatorSays(string comparison, bool first, bool second, bool absent)
    {
        var selector = new LabelSelector { MatchExpressions = [new LabelSelectorRequirement { Key = "a", Operator = comparison, Values = ["1", "2"] }] };

        Assert.Equal(
            (first, second, absent),
            (selector.Matches(StringMap.Of(("a", "1"))), selector.Matches(StringMap.Of(("a", "2"))), selector.Matches(StringMap.Of(("b", "1")))));
    }
}
