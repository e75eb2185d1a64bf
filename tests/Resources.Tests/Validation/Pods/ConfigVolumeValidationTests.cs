using Orchestrator.Resources.Serialization;
using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class ConfigVolumeValidationTests
{
    [Theory]
    [InlineData("""{"configMap":{"name":"m"}}""")]
    [InlineData("""{"configMap":{"name":"m","optional":true,"defaultMode":511,"items":[{"key":"a","path":"b/c","mode":0}]}}""")]
    [InlineData("""{"secret":{"secretName":"s","items":[{"key":"a","path":"a..b"}]}}""")]
    [InlineData("""{"downwardAPI":{"items":[{"path":"labels","fieldRef":{"fieldPath":"metadata.labels"}},{"path":"a","resourceFieldRef":{"containerName":"main","resource":"limits.cpu"}}]}}""")]
    [InlineData("""{"projected":{"sources":[{"configMap":{"name":"m"}},{"secret":{"name":"s","optional":true}},{"downwardAPI":{"items":[{"path":"a","fieldRef":{"fieldPath":"metadata.uid"}}]}}]}}""")]
    public void Volume_ofEachKind_isWell(string source)
    {
        Assert.Empty(ErrorsOf(Volume(source)));
        Assert.Empty(ErrorsOfTemplate(Volume(source)));
    }

    [Theory]
    [InlineData("""{"configMap":{}}""", "configMap.name: Required value")]
    [InlineData("""{"secret":{}}""", "secret.secretName: Required value")]
    [InlineData("""{"configMap":{"name":"m","defaultMode":512}}""", "configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("""{"secret":{"secretName":"s","items":[{"key":"a","path":"b","mode":-1}]}}""", "secret.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("""{"configMap":{"name":"m","items":[{"path":"a"}]}}""", "configMap.items[0].key: Required value")]
    [InlineData("""{"configMap":{"name":"m","items":[{"key":"a"}]}}""", "configMap.items[0].path: Required value")]
    [InlineData("""{"configMap":{"name":"m","items":[{"key":"a","path":"/b"}]}}""", "configMap.items[0].path: Invalid value: \"/b\": must be a relative path")]
    [InlineData("""{"configMap":{"name":"m","items":[{"key":"a","path":"b/../c"}]}}""", "configMap.items[0].path: Invalid value: \"b/../c\": must not contain '..'")]
    [InlineData("""{"secret":{"secretName":"s","items":[{"key":"a","path":"..data"}]}}""", "secret.items[0].path: Invalid value: \"..data\": must not start with '..'")]
    [InlineData("""{"downwardAPI":{"items":[{"path":"a"}]}}""", "downwardAPI.items[0]: Required value: one of fieldRef and resourceFieldRef is required")]
    [InlineData("""{"downwardAPI":{"items":[{"path":"a","fieldRef":{"fieldPath":"status.podIP"}}]}}""", "downwardAPI.items[0].fieldRef.fieldPath: Unsupported value: \"status.podIP\"")]
    [InlineData("""{"downwardAPI":{"items":[{"path":"a","resourceFieldRef":{"resource":"limits.cpu"}}]}}""", "downwardAPI.items[0].resourceFieldRef.containerName: Required value")]
    [InlineData(
        """{"downwardAPI":{"items":[{"path":"a","fieldRef":{"fieldPath":"metadata.name"},"resourceFieldRef":{"containerName":"main","resource":"limits.cpu"}}]}}""",
        "downwardAPI.items[0]: Invalid value: \"resource\": fieldRef and resourceFieldRef can not be specified simultaneously")]
    [InlineData("""{"projected":{"sources":[{"configMap":{"name":"m"},"secret":{"name":"s"}}]}}""", "projected.sources[0]: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"projected":{"sources":[{"secret":{}}]}}""", "projected.sources[0].secret.name: Required value")]
    [InlineData(
        """{"projected":{"sources":[{"configMap":{"name":"m","items":[{"key":"a","path":"x"}]}},{"secret":{"name":"s","items":[{"key":"b","path":"x"}]}}]}}""",
        "projected.sources[1].secret: Invalid value: \"x\": conflicting duplicate paths")]
    [InlineData("""{"configMap":{"name":"m"},"secret":{"secretName":"s"}}""", "configMap: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"emptyDir":{},"projected":{}}""", "projected: Forbidden: may not specify more than 1 volume type")]
    public void Volume_thatBreaksARule_isNamed(string source, string error) =>
        Assert.StartsWith($"spec.volumes[0].{error}", Assert.Single(ErrorsOf(Volume(source))), StringComparison.Ordinal);

    [Fact]
    public void Defaults_areThoseOfKubernetes()
    {
        var pod = Pod(
            """
            "volumes":[{"name":"a","configMap":{"name":"m"}},{"name":"b","secret":{"secretName":"s"}},{"name":"c","downwardAPI":{}},
              {"name":"d","projected":{"sources":[{"downwardAPI":{"items":[{"path":"n","fieldRef":{"fieldPath":"metadata.name"}}]}}]}}]
            """,
            """ "env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu"}}}] """);

        Assert.Equal(
            [
                """{"name":"a","configMap":{"name":"m","defaultMode":420}}""",
                """{"name":"b","secret":{"secretName":"s","defaultMode":420}}""",
                """{"name":"c","downwardAPI":{"defaultMode":420}}""",
                """{"name":"d","projected":{"sources":[{"downwardAPI":{"items":[{"path":"n","fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}]}}],"defaultMode":420}}""",
            ],
            pod.Spec.Volumes.Select(ResourceJson.Serialize));
        Assert.Equal("""{"resource":"limits.cpu","divisor":"0"}""", ResourceJson.Serialize(pod.Spec.Containers[0].Env[0].ValueFrom!.ResourceFieldRef));
    }

    private static string Volume(string source) => $$"""
        "volumes":[{"name":"a",{{source[1..]}}]
        """;
}
