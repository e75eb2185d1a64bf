using System.Text.Json.Nodes;
using Orchestrator.Resources.Patching;

namespace Orchestrator.Resources.Tests.Patching;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"x":1}""", """[{"op":"add","path":"/y","value":2}]""", """{"x":1,"y":2}""")]
    [InlineData("""{"x":[1,3]}""", """[{"op":"add","path":"/x/1","value":2}]""", """{"x":[1,2,3]}""")]
    [InlineData("""{"x":1,"y":2}""", """[{"op":"remove","path":"/y"}]""", """{"x":1}""")]
    [InlineData("""{"x":[1,2,3]}""", """[{"op":"remove","path":"/x/1"}]""", """{"x":[1,3]}""")]
    [InlineData("""{"x":1,"y":2}""", """[{"op":"replace","path":"/y","value":[3]}]""", """{"x":1,"y":[3]}""")]
    [InlineData("""{"x":{"a":1,"b":2},"y":{}}""", """[{"op":"move","from":"/x/b","path":"/y/c"}]""", """{"x":{"a":1},"y":{"c":2}}""")]
    [InlineData("""{"x":[1,2,3,4]}""", """[{"op":"move","from":"/x/1","path":"/x/3"}]""", """{"x":[1,3,4,2]}""")]
    [InlineData("""{"x":"a","y":["b",2]}""", """[{"op":"test","path":"/x","value":"a"},{"op":"test","path":"/y/1","value":2.0}]""", """{"x":"a","y":["b",2]}""")]
    [InlineData("""{"x":{}}""", """[{"op":"add","path":"/y","value":{"z":{}}}]""", """{"x":{},"y":{"z":{}}}""")]
    [InlineData("""{"x":1}""", """[{"op":"add","path":"/y","value":2,"why":"no reason"}]""", """{"x":1,"y":2}""")]
    [InlineData("""{"/":8,"~1":9}""", """[{"op":"test","path":"/~01","value":9},{"op":"replace","path":"/~1","value":7}]""", """{"/":7,"~1":9}""")]
    [InlineData("""{"x":[1]}""", """[{"op":"add","path":"/x/-","value":["a","b"]}]""", """{"x":[1,["a","b"]]}""")]
    [InlineData("""{"x":{"a":1}}""", """[{"op":"copy","from":"/x","path":"/y"},{"op":"replace","path":"/y/a","value":2}]""", """{"x":{"a":1},"y":{"a":2}}""")]
    [InlineData("""{"x":1}""", """[{"op":"add","path":"/x","value":null},{"op":"test","path":"/x","value":null}]""", """{"x":null}""")]
    [InlineData("""{"x":1}""", """[{"op":"replace","path":"","value":[1]},{"op":"add","path":"/0","value":0}]""", "[0,1]")]
    [InlineData("""{"":{"":1}}""", """[{"op":"replace","path":"//","value":2}]""", """{"":{"":2}}""")]
    [InlineData("""{"x":1}""", """[{"op":"test","path":"","value":{"x":1}}]""", """{"x":1}""")]
    [InlineData("""{"x":{"a":1,"b":2}}""", """[{"op":"test","path":"/x","value":{"b":2,"a":1}}]""", """{"x":{"a":1,"b":2}}""")]
    [InlineData("""{"x":1}""", """[{"op":"move","from":"/x","path":"/x"}]""", """{"x":1}""")]
    [InlineData("""{"x":1}""", "[]", """{"x":1}""")]
    public void Apply_followsTheCasesOfItsStandard(string document, string patch, string expected)
    {
        var (first, second) = (JsonNode.Parse(document), JsonNode.Parse(patch));
        var (before, text) = (first!.ToJsonString(), second!.ToJsonString());

        var result = JsonPatch.Apply(first, second);

        Assert.Equal((expected, before, text), (result?.ToJsonString(), first.ToJsonString(), second.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"op":"add","path":"/x/y","value":1}""", "operation 0 (add /x/y)", PatchFault.Malformed)]
    [InlineData("[1]", "operation 0", PatchFault.Malformed)]
    [InlineData("[null]", "operation 0", PatchFault.Malformed)]
    [InlineData("""[{"path":"/x"}]""", "operation 0", PatchFault.Malformed)]
    [InlineData("""[{"op":"test","path":"/x","value":1},{"op":1,"path":"/x"}]""", "operation 1", PatchFault.Malformed)]
    [InlineData("""[{"op":"merge","path":"/x"}]""", "operation 0 (merge /x)", PatchFault.Malformed)]
    [InlineData("""[{"op":"add","path":"/x"}]""", "operation 0 (add /x)", PatchFault.Malformed)]
    [InlineData("""[{"op":"add","path":"x","value":1}]""", "operation 0 (add x)", PatchFault.Malformed)]
    [InlineData("""[{"op":"add","path":"/~2","value":1}]""", "operation 0 (add /~2)", PatchFault.Malformed)]
    [InlineData("""[{"op":"add","path":"/x~","value":1}]""", "operation 0 (add /x~)", PatchFault.Malformed)]
    [InlineData("""[{"op":"copy","path":"/x"}]""", "operation 0 (copy /x)", PatchFault.Malformed)]
    [InlineData("""[{"op":"copy","path":"/x","from":{}}]""", "operation 0 (copy /x)", PatchFault.Malformed)]
    [InlineData("""[{"op":"add","path":"/none/y","value":1}]""", "operation 0 (add /none/y)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""", "operation 0 (add /x/y)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"remove","path":"/none"}]""", "operation 0 (remove /none)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"replace","path":"/none","value":1}]""", "operation 0 (replace /none)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"remove","path":"/l/2"}]""", "operation 0 (remove /l/2)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"remove","path":"/l/-"}]""", "operation 0 (remove /l/-)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"replace","path":"/l/01","value":1}]""", "operation 0 (replace /l/01)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"add","path":"/l/3","value":1}]""", "operation 0 (add /l/3)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"add","path":"/l/-1","value":1}]""", "operation 0 (add /l/-1)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"add","path":"/l/99999999999","value":1}]""", "operation 0 (add /l/99999999999)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"add","path":"/y","value":1},{"op":"test","path":"/y","value":"1"}]""", "operation 1 (test /y)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"test","path":"/none","value":null}]""", "operation 0 (test /none)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"move","from":"/none","path":"/y"}]""", "operation 0 (move /y)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"move","from":"/m","path":"/m/a/b"}]""", "operation 0 (move /m/a/b)", PatchFault.Inapplicable)]
    [InlineData("""[{"op":"remove","path":""},{"op":"add","path":"/y","value":1}]""", "operation 1 (add /y)", PatchFault.Inapplicable)]
    public void Apply_ofABadOperation_namesItAndChangesNothing(string patch, string path, PatchFault fault)
    {
        var document = JsonNode.Parse("""{"x":1,"l":[1,2],"m":{"a":{}}}""")!;
        var before = document.ToJsonString();

        var thrown = Assert.Throws<PatchException>(() => JsonPatch.Apply(document, JsonNode.Parse(patch)));

        var wholePatch = patch[0] == '{';
        Assert.Equal((wholePatch ? "" : path, fault, before), (thrown.Path, thrown.Fault, document.ToJsonString()));
    }

    [Fact]
    public void Apply_ofFailingTest_doesNotTellWhatIsThere()
    {
        var thrown = Assert.Throws<PatchException>(() => JsonPatch.Apply(
            JsonNode.Parse("""{"data":"hidden"}"""), JsonNode.Parse("""[{"op":"test","path":"/data","value":"guess"}]""")));

        Assert.DoesNotContain("hidden", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ofTooManyOperations_isRefused()
    {
        static JsonArray Tests(int count) =>
            new([.. Enumerable.Range(0, count).Select(_ => new JsonObject { ["op"] = "test", ["path"] = "", ["value"] = new JsonObject() })]);

        JsonPatch.Apply(new JsonObject(), Tests(JsonPatch.OperationsMax));

        Assert.Equal(PatchFault.TooLarge, Assert.Throws<PatchException>(() => JsonPatch.Apply(new JsonObject(), Tests(JsonPatch.OperationsMax + 1))).Fault);
    }

    [Fact]
    public void Apply_ofCopiesThatDouble_isRefused()
    {
        var doubling = new JsonArray([.. Enumerable.Range(0, 1000).Select(_ => new JsonObject { ["op"] = "copy", ["from"] = "/l", ["path"] = "/l/-" })]);
        Refused(JsonNode.Parse("""{"l":["0123456789"]}""")!, doubling);
    }

    [Fact]
    public void Apply_ofMovesThatDeepen_isRefused()
    {
        var deepening = new JsonArray();
        for (var step = 0; step < 5_000; step++)
        {
            deepening.Add(new JsonObject { ["op"] = "add", ["path"] = "/b", ["value"] = new JsonObject() });
            deepening.Add(new JsonObject { ["op"] = "move", ["from"] = "/a", ["path"] = "/b/a" });
            deepening.Add(new JsonObject { ["op"] = "move", ["from"] = "/b", ["path"] = "/a" });
            if (deepening.Count + 3 > JsonPatch.OperationsMax)
            {
                break;
            }
        }

        Refused(JsonNode.Parse("""{"a":{}}""")!, deepening);
        deepening[^1] = new JsonObject { ["op"] = "copy", ["from"] = "/b", ["path"] = "/c" };
        Refused(JsonNode.Parse("""{"a":{}}""")!, deepening);
    }

    [Fact]
    public void Apply_ofALargeResult_isRefused() => Refused(
        new JsonObject { ["a"] = new string('x', JsonPatch.ResultBytesMax / 2) },
        new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/b", ["value"] = new string('x', JsonPatch.ResultBytesMax / 2) }));

    private static void Refused(JsonNode document, JsonArray patch) =>
        Assert.Equal(PatchFault.TooLarge, Assert.Throws<PatchException>(() => JsonPatch.Apply(document, patch)).Fault);
}
