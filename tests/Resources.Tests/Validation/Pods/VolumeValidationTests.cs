using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class VolumeValidationTests
{
    private const string Volumes = """ "volumes":[{"name":"data","emptyDir":{}},{"name":"host","hostPath":{"path":"/srv"}}] """;

    [Theory]
    [InlineData("""{"name":"a"}""")]
    [InlineData("""{"name":"a","emptyDir":{"medium":"Memory","sizeLimit":"64Mi"}}""")]
    [InlineData("""{"name":"a","emptyDir":{"medium":"","sizeLimit":"0"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a..b","type":""}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/","type":"DirectoryOrCreate"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"Directory"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"FileOrCreate"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"File"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"Socket"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"CharDevice"}}""")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"BlockDevice"}}""")]
    public void Volume_ofEachKind_isWell(string volume) => Assert.Empty(ErrorsOf($"\"volumes\":[{volume}]"));

    [Theory]
    [InlineData("""{"emptyDir":{}}""", "[0].name: Required value")]
    [InlineData("""{"name":"A","emptyDir":{}}""", "[0].name: Invalid value: \"A\": a lowercase RFC 1123 label")]
    [InlineData("""{"name":"a"},{"name":"a"}""", "[1].name: Duplicate value: \"a\"")]
    [InlineData("""{"name":"a","emptyDir":{},"hostPath":{"path":"/a"}}""", "[0].hostPath: Forbidden: may not specify more than 1 volume type")]
    [InlineData("""{"name":"a","emptyDir":{"sizeLimit":"-1"}}""", "[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity")]
    [InlineData("""{"name":"a","emptyDir":{"medium":"HugePages"}}""", "[0].emptyDir.medium: Unsupported value: \"HugePages\": supported values: \"Memory\"")]
    [InlineData("""{"name":"a","hostPath":{}}""", "[0].hostPath.path: Required value")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a/../b"}}""", "[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("""{"name":"a","hostPath":{"path":"a"}}""", "[0].hostPath.path: Invalid value: \"a\": must be an absolute path")]
    [InlineData("""{"name":"a","hostPath":{"path":"/a","type":"Folder"}}""", "[0].hostPath.type: Unsupported value: \"Folder\": supported values: \"BlockDevice\"")]
    public void Volume_thatBreaksARule_isNamed(string volumes, string error) =>
        Assert.StartsWith($"spec.volumes{error}", Assert.Single(ErrorsOf($"\"volumes\":[{volumes}]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"data","mountPath":"/data","readOnly":true,"subPath":"a/..b","mountPropagation":"None","recursiveReadOnly":"Disabled"}""")]
    [InlineData("""{"name":"host","mountPath":"/data","subPathExpr":"$(POD)/logs"}""")]
    public void Mount_isWell(string mount)
    {
        Assert.Empty(ErrorsOf(Volumes, $"\"volumeMounts\":[{mount}]"));
        Assert.Empty(ErrorsOfInit($"\"volumeMounts\":[{mount}]", Volumes));
    }

    [Theory]
    [InlineData("""{"name":"data","mountPath":"/a"},{"name":"host","mountPath":"/a"}""", "[1].mountPath: Invalid value: \"/a\": must be unique")]
    [InlineData("""{"name":"other","mountPath":"/a"}""", "[0].name: Not found: \"other\"")]
    [InlineData("""{"mountPath":"/a"}""", "[0].name: Required value")]
    [InlineData("""{"name":"data"}""", "[0].mountPath: Required value")]
    [InlineData("""{"name":"data","mountPath":"/a","subPath":"/b"}""", "[0].subPath: Invalid value: \"/b\": must be a relative path")]
    [InlineData("""{"name":"data","mountPath":"/a","subPath":"b/../c"}""", "[0].subPath: Invalid value: \"b/../c\": must not contain '..'")]
    [InlineData("""{"name":"data","mountPath":"/a","subPathExpr":"../$(A)"}""", "[0].subPathExpr: Invalid value: \"../$(A)\": must not contain '..'")]
    [InlineData("""{"name":"data","mountPath":"/a","subPath":"b","subPathExpr":"c"}""", "[0].subPathExpr: Invalid value: \"c\": subPathExpr and subPath are mutually exclusive")]
    public void Mount_thatBreaksARule_isNamed(string mounts, string error)
    {
        Assert.Equal([$"spec.containers[0].volumeMounts{error}"], ErrorsOf(Volumes, $"\"volumeMounts\":[{mounts}]"));
        Assert.Equal([$"spec.initContainers[0].volumeMounts{error}"], ErrorsOfInit($"\"volumeMounts\":[{mounts}]", Volumes));
    }
}
