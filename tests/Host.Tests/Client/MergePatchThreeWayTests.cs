using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Applying;

namespace Orchestrator.Host.Tests.Client;

public sealed class MergePatchThreeWayTests
{
    [Theory]
    [InlineData("nothing differs", """{"a":1}""", """{"a":1}""", """{"a":1}""", "{}")]
    [InlineData("a value differs", """{"a":1}""", """{"a":2}""", """{"a":1}""", """{"a":2}""")]
    [InlineData("somebody else changed it", """{"a":1}""", """{"a":1}""", """{"a":9}""", """{"a":1}""")]
    [InlineData("a member is new", """{}""", """{"a":{"b":1}}""", """{}""", """{"a":{"b":1}}""")]
    [InlineData("a member is no longer written", """{"a":1,"b":2}""", """{"a":1}""", """{"a":1,"b":2}""", """{"b":null}""")]
    [InlineData("a member that is no longer written has gone", """{"a":1,"b":2}""", """{"a":1}""", """{"a":1}""", "{}")]
    [InlineData("others set a member", """{"a":1}""", """{"a":1}""", """{"a":1,"status":{"x":1}}""", "{}")]
    [InlineData("a nested member is no longer written", """{"m":{"a":1,"b":2}}""", """{"m":{"a":1}}""", """{"m":{"a":1,"b":2,"c":3}}""", """{"m":{"b":null}}""")]
    [InlineData("a whole object is no longer written", """{"m":{"a":1}}""", "{}", """{"m":{"a":1,"c":3}}""", """{"m":null}""")]
    [InlineData("a list differs", """{"l":[1,2]}""", """{"l":[1,3]}""", """{"l":[1,2]}""", """{"l":[1,3]}""")]
    [InlineData("a list is shorter", """{"l":[1,2]}""", """{"l":[1]}""", """{"l":[1,2]}""", """{"l":[1]}""")]
    [InlineData("a list has defaults besides", """{"l":[{"n":"a"}]}""", """{"l":[{"n":"a"}]}""", """{"l":[{"n":"a","d":1}]}""", "{}")]
    [InlineData("in a list a member is no longer written", """{"l":[{"n":"a","e":1}]}""", """{"l":[{"n":"a"}]}""", """{"l":[{"n":"a","e":1}]}""", """{"l":[{"n":"a"}]}""")]
    [InlineData("a written null says nothing", """{"t":null}""", """{"t":null,"m":{"t":null,"a":1}}""", """{"t":5}""", """{"t":null,"m":{"a":1}}""")]
    [InlineData("a written null was never set", """{}""", """{"t":null}""", """{"t":5}""", "{}")]
    [InlineData("a type changed", """{"a":{"b":1}}""", """{"a":"x"}""", """{"a":{"b":1}}""", """{"a":"x"}""")]
    [InlineData("numbers are written differently", """{"a":1.0}""", """{"a":1.0}""", """{"a":1}""", "{}")]
    public void Patch_where(string condition, string original, string modified, string current, string expected)
    {
        var patch = MergePatchThreeWay.Compute(Parse(original), Parse(modified), Parse(current));

        Assert.True(JsonNode.DeepEquals(Parse(expected), patch), $"{condition}: {patch.ToJsonString()}");
    }

    [Fact]
    public void Patch_without_an_original_removes_nothing()
    {
        var patch = MergePatchThreeWay.Compute(null, Parse("""{"a":2}"""), Parse("""{"a":1,"b":1}"""));

        Assert.Equal("""{"a":2}""", patch.ToJsonString());
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
