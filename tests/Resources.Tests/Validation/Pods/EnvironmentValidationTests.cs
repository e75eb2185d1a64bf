using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class EnvironmentValidationTests
{
    [Theory]
    [InlineData("""{"configMapKeyRef":{"name":"m","key":"a.b"}}""")]
    [InlineData("""{"secretKeyRef":{"name":"s","key":"k","optional":true}}""")]
    [InlineData("""{"fieldRef":{"fieldPath":"status.podIPs"}}""")]
    [InlineData("""{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.labels['example.com/a']"}}""")]
    [InlineData("""{"fieldRef":{"fieldPath":"metadata.annotations['Example.com/A']"}}""")]
    [InlineData("""{"resourceFieldRef":{"resource":"limits.cpu","divisor":"1m"}}""")]
    [InlineData("""{"resourceFieldRef":{"containerName":"main","resource":"requests.ephemeral-storage","divisor":"1Gi"}}""")]
    public void Source_isWell(string source)
    {
        var variable = $$"""{"name":"A","valueFrom":{{source}}}""";

        Assert.Empty(ErrorsOf(container: $"\"env\":[{variable}]"));
        Assert.Empty(ErrorsOfInit($"\"env\":[{variable}]"));
        Assert.Empty(ErrorsOfTemplate(container: $"\"env\":[{variable}]"));
    }

    [Theory]
    [InlineData("{}", ": Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`")]
    [InlineData("""{"configMapKeyRef":{"name":"m","key":"a"},"fieldRef":{"fieldPath":"metadata.name"}}""", ": Invalid value: \"\": may not have more than one field specified at a time")]
    [InlineData("""{"configMapKeyRef":{"key":"a"}}""", ".configMapKeyRef.name: Required value")]
    [InlineData("""{"secretKeyRef":{"name":"a"}}""", ".secretKeyRef.key: Required value")]
    [InlineData("""{"secretKeyRef":{"name":"a","key":"a/b"}}""", ".secretKeyRef.key: Invalid value: \"a/b\": a valid config key must consist of")]
    [InlineData("""{"fieldRef":{}}""", ".fieldRef.fieldPath: Required value")]
    [InlineData("""{"fieldRef":{"fieldPath":"spec.tolerations"}}""", ".fieldRef.fieldPath: Invalid value: \"spec.tolerations\": error converting fieldPath: field label not supported: spec.tolerations")]
    [InlineData("""{"fieldRef":{"fieldPath":"spec.nodeName['a']"}}""", ".fieldRef.fieldPath: Invalid value: \"spec.nodeName['a']\": error converting fieldPath: field label does not support subscript: spec.nodeName['a']")]
    [InlineData("""{"fieldRef":{"apiVersion":"v2","fieldPath":"metadata.name"}}""", ".fieldRef.fieldPath: Invalid value: \"metadata.name\": error converting fieldPath: unsupported pod version: v2")]
    [InlineData("""{"fieldRef":{"fieldPath":"metadata.labels['a b']"}}""", ".fieldRef: Invalid value: \"a b\": name part must consist of")]
    [InlineData("""{"fieldRef":{"fieldPath":"metadata.labels"}}""", ".fieldRef.fieldPath: Unsupported value: \"metadata.labels\": supported values: \"metadata.name\", \"metadata.namespace\", \"metadata.uid\", \"spec.nodeName\"")]
    [InlineData("""{"resourceFieldRef":{"resource":"limits.pods"}}""", ".resourceFieldRef.resource: Unsupported value: \"limits.pods\": supported values: \"limits.cpu\"")]
    [InlineData("""{"resourceFieldRef":{"resource":"limits.cpu","divisor":"1Mi"}}""", ".resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource")]
    [InlineData("""{"resourceFieldRef":{"resource":"limits.memory","divisor":"1m"}}""", ".resourceFieldRef.divisor: Invalid value: \"limits.memory\": only divisor's values 1, 1k, 1M")]
    public void Source_thatBreaksARule_isNamed(string source, string error) => Assert.StartsWith(
        $"spec.containers[0].env[0].valueFrom{error}",
        Assert.Single(ErrorsOf(container: $$"""
            "env":[{"name":"A","valueFrom":{{source}}}]
            """)),
        StringComparison.Ordinal);

    [Fact]
    public void Source_besideAValue_isNamed() => Assert.Equal(
        ["spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"],
        ErrorsOf(container: """ "env":[{"name":"A","value":"b","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}] """));

    [Theory]
    [InlineData("{}", ": Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData("""{"configMapRef":{"name":"a"},"secretRef":{"name":"b"}}""", ": Invalid value: \"\": may not have more than one field specified at a time")]
    [InlineData("""{"configMapRef":{}}""", ".configMapRef.name: Required value")]
    [InlineData("""{"prefix":"A=","secretRef":{"name":"b"}}""", ".prefix: Invalid value: \"A=\"")]
    public void EnvFrom_thatBreaksARule_isNamed(string source, string error) => Assert.StartsWith(
        $"spec.containers[0].envFrom[0]{error}", Assert.Single(ErrorsOf(container: $"\"envFrom\":[{source}]")), StringComparison.Ordinal);

    [Fact]
    public void EnvFrom_ofEachKind_isWell() => Assert.Empty(ErrorsOf(container: """ "envFrom":[{"configMapRef":{"name":"a","optional":true}},{"prefix":"A_","secretRef":{"name":"b"}}] """));
}
