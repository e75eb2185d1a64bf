using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.Defaults;

public sealed class PodDefaultsTests
{
    [Theory]
    [InlineData(
        """{"exec":{"command":["true"]}}""",
        """{"exec":{"command":["true"]},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}""")]
    [InlineData(
        """{"httpGet":{"port":80},"timeoutSeconds":0,"periodSeconds":0,"successThreshold":0,"failureThreshold":0}""",
        """{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}""")]
    [InlineData(
        """{"grpc":{"port":80},"initialDelaySeconds":2,"timeoutSeconds":3,"periodSeconds":4,"failureThreshold":5,"terminationGracePeriodSeconds":6}""",
        """{"grpc":{"port":80,"service":""},"initialDelaySeconds":2,"timeoutSeconds":3,"periodSeconds":4,"successThreshold":1,"failureThreshold":5,"terminationGracePeriodSeconds":6}""")]
    public void Probe_isAskedAsInKubernetes(string given, string expected)
    {
        AssertSame(expected, Defaulted("{}", $"\"livenessProbe\":{given}").Containers[0].LivenessProbe);
        AssertSame(expected, Defaulted("{}", $"\"readinessProbe\":{given}").Containers[0].ReadinessProbe);
        AssertSame(expected, Defaulted($$"""{"initContainers":[{"name":"i","startupProbe":{{given}}}]}""").InitContainers[0].StartupProbe);
    }

    [Fact]
    public void Hook_overHttp_asksForTheRoot() => AssertSame(
        """{"preStop":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"}}}""",
        Defaulted("{}", """ "lifecycle":{"preStop":{"httpGet":{"port":80}}} """).Containers[0].Lifecycle);

    [Theory]
    [InlineData("""{"name":"a"}""", """{"name":"a","emptyDir":{}}""")]
    [InlineData("""{"name":"a","emptyDir":{"medium":"Memory"}}""", """{"name":"a","emptyDir":{"medium":"Memory"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a"}}""", """{"name":"a","hostPath":{"path":"/a","type":""}}""")]
    public void Volume_withoutSource_isAnEmptyFolder(string given, string expected) =>
        AssertSame(expected, Defaulted($$"""{"volumes":[{{given}}]}""").Volumes[0]);

    [Fact]
    public void InitContainer_hasTheDefaultsOfContainers()
    {
        var init = Defaulted("""{"initContainers":[{"name":"i","image":"a:latest","resources":{"limits":{"cpu":"1"}}}]}""").InitContainers[0];

        AssertSame(
            """
            {"name":"i","image":"a:latest","resources":{"limits":{"cpu":"1"},"requests":{"cpu":"1"}},
             "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}
            """,
            init);
    }

    [Fact]
    public void HostPort_onTheMachinesNetwork_isTheContainersPort()
    {
        var spec = Defaulted(
            """{"hostNetwork":true,"initContainers":[{"name":"i","ports":[{"containerPort":81}]}]}""",
            """ "ports":[{"containerPort":80},{"containerPort":82,"hostPort":83}] """);

        Assert.Equal([80, 83], spec.Containers[0].Ports.Select(port => port.HostPort));
        Assert.Equal(81, spec.InitContainers[0].Ports[0].HostPort);
        Assert.Equal(0, Defaulted("{}", """ "ports":[{"containerPort":80}] """).Containers[0].Ports[0].HostPort);
    }

    [Fact]
    public void HostPort_ofATemplate_isLeftToItsPods()
    {
        var web = Documents.Defaulted(given => given with { Spec = given.Spec with { Template = given.Spec.Template with { Spec = given.Spec.Template.Spec with { HostNetwork = true } } } });

        Assert.Equal(0, web.Spec.Template.Spec.Containers[0].Ports[0].HostPort);
    }

    private static PodSpec Defaulted(string spec, string container = "")
    {
        var document = JsonNode.Parse(spec)!.AsObject();
        document["containers"] = new JsonArray(JsonNode.Parse($"{{{container}}}"));
        return ResourceDefaults.Apply(Documents.Read<Pod>(new JsonObject { ["spec"] = document }.ToJsonString()).Resource).Spec;
    }

    private static void AssertSame<T>(string expected, T actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), ResourceJson.ToElement(actual)), $"expected {expected}, got {ResourceJson.Serialize(actual)}");
}
