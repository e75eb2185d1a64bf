using System.Text.Json.Nodes;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Patching;

namespace Orchestrator.Resources.Tests.Patching;

public sealed class StrategicMergePatchTests
{
    [Theory]
    [InlineData("""{"image":"a","workingDir":"/w"}""", """{"image":"b"}""", """{"image":"b","workingDir":"/w"}""")]
    [InlineData("""{"image":"a","workingDir":"/w"}""", """{"workingDir":null}""", """{"image":"a"}""")]
    [InlineData("""{"image":"a"}""", """{"workingDir":null}""", """{"image":"a"}""")]
    [InlineData("""{}""", """{"resources":{"limits":{"cpu":"1","memory":null}}}""", """{"resources":{"limits":{"cpu":"1"}}}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"1"}}}""", """{"resources":{"limits":{"memory":"1Gi"}}}""", """{"resources":{"limits":{"cpu":"1","memory":"1Gi"}}}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"1"}}}""", """{"resources":{"limits":{"$patch":"replace","memory":"1Gi"}}}""", """{"resources":{"limits":{"memory":"1Gi"}}}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"1"}}}""", """{"resources":{"limits":{"$patch":"delete"}}}""", """{"resources":{"limits":{}}}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"1"}}}""", """{"resources":{"$patch":"merge","requests":{"cpu":"1"}}}""", """{"resources":{"limits":{"cpu":"1"},"requests":{"cpu":"1"}}}""")]
    [InlineData("""{"command":["a","b"]}""", """{"command":["c"]}""", """{"command":["c"]}""")]
    public void Apply_ofObjectsMapsAndScalars_mergesByMember(string document, string patch, string expected) => Check<Container>(document, patch, expected);

    [Theory]
    [InlineData("""{"containers":[{"name":"a","image":"1"},{"name":"b"}]}""", """{"containers":[{"name":"a","image":"2"}]}""", """{"containers":[{"name":"a","image":"2"},{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"one","image":"1"}]}""", """{"containers":[{"name":"two","image":"2"}]}""", """{"containers":[{"name":"two","image":"2"},{"name":"one","image":"1"}]}""")]
    [InlineData("""{"containers":[{"name":"a"},{"name":"b"}]}""", """{"containers":[{"name":"a","$patch":"delete"}]}""", """{"containers":[{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[{"name":"z","$patch":"delete"}]}""", """{"containers":[{"name":"a"}]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[{"$patch":"replace"},{"name":"z"}]}""", """{"containers":[{"name":"z"}]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[{"$patch":"replace"}]}""", """{"containers":[]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[]}""", """{"containers":[{"name":"a"}]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":null}""", """{}""")]
    [InlineData("""{}""", """{"containers":[{"name":"a","image":null,"tty":true}]}""", """{"containers":[{"name":"a","tty":true}]}""")]
    [InlineData("""{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]}]}""",
        """{"containers":[{"name":"a","env":[{"name":"Y","value":"3"},{"name":"X","$patch":"delete"}]}]}""",
        """{"containers":[{"name":"a","env":[{"name":"Y","value":"3"}]}]}""")]
    [InlineData("""{"containers":[{"name":"a","ports":[{"containerPort":80},{"containerPort":81}]}]}""",
        """{"containers":[{"name":"a","ports":[{"containerPort":81.0,"protocol":"UDP"}]}]}""",
        """{"containers":[{"name":"a","ports":[{"containerPort":80},{"containerPort":81.0,"protocol":"UDP"}]}]}""")]
    [InlineData("""{"tolerations":[{"key":"a"},{"key":"b"}]}""", """{"tolerations":[{"key":"c"}]}""", """{"tolerations":[{"key":"c"}]}""")]
    [InlineData("""{"volumes":[{"name":"v","emptyDir":{}}]}""", """{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/p"}}]}""", """{"volumes":[{"name":"v","hostPath":{"path":"/p"}}]}""")]
    [InlineData("""{"initContainers":[{"name":"a","volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"v","mountPath":"/b"}]}]}""",
        """{"initContainers":[{"name":"a","volumeMounts":[{"mountPath":"/b","readOnly":true},{"mountPath":"/a","$patch":"delete"}]}]}""",
        """{"initContainers":[{"name":"a","volumeMounts":[{"name":"v","mountPath":"/b","readOnly":true}]}]}""")]
    [InlineData("""{"containers":[{"name":"a","livenessProbe":{"httpGet":{"port":80},"periodSeconds":5}}]}""",
        """{"containers":[{"name":"a","livenessProbe":{"httpGet":null,"grpc":{"port":81}}}]}""",
        """{"containers":[{"name":"a","livenessProbe":{"periodSeconds":5,"grpc":{"port":81}}}]}""")]
    [InlineData("""{"securityContext":{"sysctls":[{"name":"a","value":"1"}],"runAsUser":1}}""", """{"securityContext":{"sysctls":[{"name":"b","value":"2"}]}}""",
        """{"securityContext":{"sysctls":[{"name":"b","value":"2"}],"runAsUser":1}}""")]
    [InlineData("""{"dnsConfig":{"nameservers":["a"],"options":[{"name":"n"}]}}""", """{"dnsConfig":{"nameservers":["b"],"options":null}}""", """{"dnsConfig":{"nameservers":["b"]}}""")]
    [InlineData("""{"imagePullSecrets":[{},{"name":"a"}]}""", """{"imagePullSecrets":[{"name":"a","$patch":"delete"}]}""", """{"imagePullSecrets":[{}]}""")]
    public void Apply_ofLists_goesByTheirMergeKeys(string document, string patch, string expected) => Check<PodSpec>(document, patch, expected);

    [Theory]
    [InlineData("""{"finalizers":["a","b"]}""", """{"finalizers":["b","c"]}""", """{"finalizers":["a","b","c"]}""")]
    [InlineData("""{"finalizers":["a","b","c"]}""", """{"$deleteFromPrimitiveList/finalizers":["b","z"]}""", """{"finalizers":["a","c"]}""")]
    [InlineData("""{}""", """{"$deleteFromPrimitiveList/finalizers":["b"]}""", """{}""")]
    [InlineData("""{"finalizers":["a","b"]}""", """{"$deleteFromPrimitiveList/finalizers":["a"],"$setElementOrder/finalizers":["c","b"],"finalizers":["c"]}""", """{"finalizers":["c","b"]}""")]
    [InlineData("""{"ownerReferences":[{"uid":"1","name":"a"},{"uid":"2","name":"b"}]}""", """{"ownerReferences":[{"uid":"2","controller":true},{"uid":"1","$patch":"delete"}]}""", """{"ownerReferences":[{"uid":"2","name":"b","controller":true}]}""")]
    [InlineData("""{"annotations":{"a":"1","b":"2"}}""", """{"annotations":{"a":null,"c":"3"}}""", """{"annotations":{"b":"2","c":"3"}}""")]
    public void Apply_ofMetadata_mergesFinalizersAsASetAndOwnersByUid(string document, string patch, string expected) => Check<ObjectMeta>(document, patch, expected);

    [Theory]
    [InlineData("a,b,c", "c,a", "", "b,c,a")]
    [InlineData("a,b", "x", "", "x,a,b")]
    [InlineData("a,b,c", "", "c,b,a", "c,b,a")]
    [InlineData("a,b,c", "", "c,a", "b,c,a")]
    [InlineData("a,b", "x", "a,x,b", "a,x,b")]
    [InlineData("a,server,b", "x", "a,b,x", "a,server,b,x")]
    [InlineData("server,a", "x", "x,a", "x,server,a")]
    [InlineData("a,b", "x", "b,x,a", "b,x,a")]
    [InlineData("a", "", "z,a,y", "a")]
    public void Apply_ofListsWithAnOrder_keepsThePatchsOrderAndTheServersForTheRest(string live, string changed, string order, string expected)
    {
        var patch = new JsonObject();
        if (changed.Length > 0)
        {
            patch["containers"] = Named(changed);
        }

        if (order.Length > 0)
        {
            patch["$setElementOrder/containers"] = Named(order);
        }

        var result = StrategicMergePatch.Apply(new JsonObject { ["containers"] = Named(live) }, patch, ObjectSchema.Of<PodSpec>());

        Assert.Equal(expected, string.Join(',', result["containers"]!.AsArray().Select(item => item!["name"])));
    }

    [Fact]
    public void Apply_ofConditions_mergesByType() => Check<PodStatus>(
        """{"conditions":[{"type":"Ready","status":"False","reason":"r"},{"type":"Initialized","status":"True"}]}""",
        """{"conditions":[{"type":"Ready","status":"True","reason":null}]}""",
        """{"conditions":[{"type":"Ready","status":"True"},{"type":"Initialized","status":"True"}]}""");

    [Fact]
    public void Apply_ofAStrategyWithRetainKeys_leavesOnlyWhatIsListed() => Check<DeploymentSpec>(
        """{"replicas":2,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}""",
        """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""",
        """{"replicas":2,"strategy":{"type":"Recreate"}}""");

    [Fact]
    public void Apply_ofAStrategyWithoutRetainKeys_leavesTheRollingUpdate() => Check<DeploymentSpec>(
        """{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}""",
        """{"strategy":{"type":"Recreate"}}""",
        """{"strategy":{"type":"Recreate","rollingUpdate":{"maxSurge":1}}}""");

    [Fact]
    public void Apply_changesNeitherArgument()
    {
        const string document = """{"containers":[{"name":"a","env":[{"name":"X"}]}]}""";
        const string patch = """{"containers":[{"name":"a","env":[{"name":"Y","value":"1"}]},{"name":"b"}],"nodeSelector":{"k":"v"}}""";
        var (first, second) = (JsonNode.Parse(document)!, JsonNode.Parse(patch)!);

        var result = StrategicMergePatch.Apply(first, second, ObjectSchema.Of<PodSpec>());
        result["containers"]![0]!["env"]![0]!["value"] = "9";
        result["nodeSelector"]!["k"] = "9";

        Assert.Equal((document, patch), (first.ToJsonString(), second.ToJsonString()));
    }

    [Fact]
    public void Apply_ofManyItems_takesNoLongerThanTheirNumberAsks()
    {
        static JsonArray Items() => new([.. Enumerable.Range(0, 50_000).Select(number => new JsonObject { ["name"] = "n" + number })]);
        var patch = new JsonObject { ["containers"] = Items(), ["$setElementOrder/containers"] = Items() };

        var result = StrategicMergePatch.Apply(new JsonObject { ["containers"] = Items() }, patch, ObjectSchema.Of<PodSpec>());

        // Comparing each with each would be some ten thousand million comparisons, which no test run survives.
        Assert.Equal(50_000, result["containers"]!.AsArray().Count);
    }

    private static JsonArray Named(string names) => new([.. names.Split(',').Select(name => new JsonObject { ["name"] = name })]);

    private static void Check<T>(string document, string patch, string expected) => Assert.Equal(
        expected, StrategicMergePatch.Apply(JsonNode.Parse(document)!, JsonNode.Parse(patch)!, ObjectSchema.Of<T>()).ToJsonString());
}
