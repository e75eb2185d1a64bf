using System.Text.Json;
using Orchestrator.Resources.FieldManagers;

namespace Orchestrator.Resources.Tests.FieldManagers;

public sealed class FieldSetTests
{
    [Theory]
    [InlineData("""{"f:metadata":{"f:labels":{".":{},"f:app":{}}}}""")]
    [InlineData("""{"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:image":{}}},"f:replicas":{}}}""")]
    [InlineData("""{"f:metadata":{"f:finalizers":{".":{},"v:\"a/b\"":{}}},"f:x":{"i:0":{}}}""")]
    [InlineData("{}")]
    public void Set_readAndWritten_isTheSame(string json) => Assert.Equal(json, FieldSetJson.Write(Set(json)).GetRawText().Replace("\\u0022", "\\\"", StringComparison.Ordinal));

    [Fact]
    public void Keys_inAnyOrder_areOneStep() => Assert.True(
        Set("""{"k:{\"b\":1,\"a\":\"x\"}":{}}""").SameAs(Set("""{"k:{\"a\": \"x\", \"b\": 1}":{}}""")));

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("""{"spec":{}}""")]
    [InlineData("""{"f:spec":1}""")]
    [InlineData("""{"f:spec":{"k:no":{}}}""")]
    [InlineData("""{"f:spec":{"k:{\"a\":1,\"a\":2}":{}}}""")]
    [InlineData("""{"f:spec":{"k:[]":{}}}""")]
    [InlineData("""{"f:spec":{"v:{":{}}}""")]
    public void Json_thatIsNoSet_isNotRead(string json) => Assert.False(FieldSetJson.TryRead(JsonElement.Parse(json), out _));

    [Fact]
    public void Union_intersection_difference_goByMember()
    {
        var left = Set("""{"f:a":{".":{},"f:b":{}},"f:c":{}}""");
        var right = Set("""{"f:a":{"f:b":{},"f:d":{}},"f:e":{}}""");

        Assert.True(Set("""{"f:a":{".":{},"f:b":{},"f:d":{}},"f:c":{},"f:e":{}}""").SameAs(left.Union(right)));
        Assert.True(Set("""{"f:a":{"f:b":{}}}""").SameAs(left.Intersect(right)));
        Assert.True(Set("""{"f:a":{},"f:c":{}}""").SameAs(left.Except(right)));
        Assert.True(Set("""{"f:c":{}}""").SameAs(left.ExceptTrees(Set("""{"f:a":{}}"""))));
    }

    private static FieldSet Set(string json) => FieldSetJson.TryRead(JsonElement.Parse(json), out var set) ? set : throw new ArgumentException(json);
}
