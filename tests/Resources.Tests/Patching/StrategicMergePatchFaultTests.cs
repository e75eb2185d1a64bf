using System.Text.Json.Nodes;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Patching;

namespace Orchestrator.Resources.Tests.Patching;

public sealed class StrategicMergePatchFaultTests
{
    private const string Pods = "spec.template.spec";

    [Theory]
    [InlineData("[]", "")]
    [InlineData("1", "")]
    [InlineData("""{"spec":{"$patch":5}}""", "spec.$patch")]
    [InlineData("""{"spec":{"$patch":"remove"}}""", "spec.$patch")]
    [InlineData("""{"spec":{"$patch":null}}""", "spec.$patch")]
    [InlineData("""{"spec":{"$retainKeys":"replicas"}}""", "spec.$retainKeys")]
    [InlineData("""{"spec":{"$retainKeys":[1]}}""", "spec.$retainKeys[0]")]
    [InlineData("""{"spec":{"$retainKeys":["paused"],"replicas":1}}""", "spec.replicas")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":["web"]}}}}""", Pods + ".containers[0]")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[null]}}}}""", Pods + ".containers[0]")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"web"},{"image":"x"}]}}}}""", Pods + ".containers[1].name")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":{}}]}}}}""", Pods + ".containers[0].name")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"$patch":"delete"}]}}}}""", Pods + ".containers[0].name")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"$patch":"replace","name":"x"}]}}}}""", Pods + ".containers[0]")]
    [InlineData("""{"spec":{"template":{"spec":{"$setElementOrder/containers":{}}}}}""", Pods + ".$setElementOrder/containers")]
    [InlineData("""{"spec":{"template":{"spec":{"$setElementOrder/containers":[{}]}}}}""", Pods + ".$setElementOrder/containers[0].name")]
    [InlineData("""{"spec":{"template":{"spec":{"$setElementOrder/tolerations":[]}}}}""", Pods + ".$setElementOrder/tolerations")]
    [InlineData("""{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"web"}]}}}}""", Pods + ".$setElementOrder/containers")]
    [InlineData("""{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a"},{"name":"b"}]}}}}""", Pods + ".$setElementOrder/containers")]
    [InlineData("""{"spec":{"template":{"spec":{"tolerations":[{"$patch":"delete"}]}}}}""", Pods + ".tolerations[0].$patch")]
    [InlineData("""{"metadata":{"finalizers":[{}]}}""", "metadata.finalizers[0]")]
    [InlineData("""{"metadata":{"finalizers":[null]}}""", "metadata.finalizers[0]")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/finalizers":"x"}}""", "metadata.$deleteFromPrimitiveList/finalizers")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/finalizers":[[]]}}""", "metadata.$deleteFromPrimitiveList/finalizers[0]")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/labels":["app"]}}""", "metadata.$deleteFromPrimitiveList/labels")]
    [InlineData("""{"spec":{"template":{"spec":{"$deleteFromPrimitiveList/containers":["web"]}}}}""", Pods + ".$deleteFromPrimitiveList/containers")]
    public void Apply_ofABadPatch_namesThePath(string patch, string path)
    {
        var document = JsonNode.Parse(Documents.Deployment)!;
        var before = document.ToJsonString();

        var fault = Assert.Throws<PatchException>(() => StrategicMergePatch.Apply(document, JsonNode.Parse(patch)!, ObjectSchema.Of<Deployment>()));

        Assert.Equal((path, before), (fault.Path, document.ToJsonString()));
    }

    [Fact]
    public void Apply_ofDeepTrees_isRefused()
    {
        var deep = new JsonObject();
        for (var level = 0; level < 100_000; level++)
        {
            deep = new JsonObject { ["a"] = deep };
        }

        foreach (var apply in new Action[]
                 {
                     () => StrategicMergePatch.Apply(new JsonObject(), deep, ObjectSchema.Of<Deployment>()),
                     () => StrategicMergePatch.Apply(deep, new JsonObject(), ObjectSchema.Of<Deployment>()),
                     () => JsonMergePatch.Apply(new JsonObject(), deep),
                     () => JsonPatch.Apply(deep, new JsonArray()),
                 })
        {
            Assert.Equal(PatchFault.TooLarge, Assert.Throws<PatchException>(apply).Fault);
        }
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("""{"a":1,"a":2}""", "not JSON")]
    [InlineData("""{"a":{"b":["\udfff"]}}""", "a.b[0]: Invalid value: must be Unicode text")]
    [InlineData("""{"a":{"\udfff":1}}""", "a: Invalid value: must be Unicode text")]
    [InlineData("""{"a":"\u0000"}""", "a: Invalid value: must be Unicode text")]
    public void Read_ofBadText_saysWhere(string patch, string message)
    {
        var fault = Assert.Throws<PatchException>(() => PatchText.Read(System.Text.Encoding.UTF8.GetBytes(patch)));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ofDeepText_isRefused() => Assert.Throws<PatchException>(
        () => PatchText.Read(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 100_000)))));
}
