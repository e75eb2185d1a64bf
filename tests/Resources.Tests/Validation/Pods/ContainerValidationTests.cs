using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class ContainerValidationTests
{
    [Fact]
    public void Containers_severalAndBeforeThem_areWell() => Assert.Empty(ErrorsOf("""
        "initContainers":[{"name":"first","image":"a"},{"name":"side","image":"b","restartPolicy":"Always"}],
        "hostAliases":[{"ip":"10.0.0.1","hostnames":["db.example"]}],"readinessGates":[{"conditionType":"example.com/ready"}],"activeDeadlineSeconds":60,
        "imagePullSecrets":[{"name":"registry"}],"shareProcessNamespace":true
        """,
        """ "stdin":true,"stdinOnce":true,"tty":true,"terminationMessagePolicy":"FallbackToLogsOnError","resources":{"limits":{"ephemeral-storage":"1Gi"}} """));

    [Fact]
    public void Names_sharedByContainers_areNamed()
    {
        Assert.Equal(
            ["spec.initContainers[0].name: Duplicate value: \"main\"", "spec.initContainers[2].name: Duplicate value: \"a\""],
            ErrorsOf("""
                "initContainers":[{"name":"main","image":"a"},{"name":"a","image":"a"},{"name":"a","image":"a"}]
                """));
        var twice = Pod() with { Spec = Pod().Spec with { Containers = [Pod().Spec.Containers[0], Pod().Spec.Containers[0]] } };
        Assert.Equal(["spec.containers[1].name: Duplicate value: \"main\""], Errors(twice, null));
    }

    [Fact]
    public void RestartPolicy_isForInitContainersOnly_andIsAlways()
    {
        Assert.Equal(["spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers"], ErrorsOf(container: "\"restartPolicy\":\"Always\""));
        Assert.Equal(
            ["spec.initContainers[0].restartPolicy: Unsupported value: \"OnFailure\": supported values: \"Always\""],
            ErrorsOfInit("\"restartPolicy\":\"OnFailure\""));
    }

    [Theory]
    [InlineData("""{"limits":{"nvidia.com/gpu":"2"}}""", null)]
    [InlineData("""{"limits":{"nvidia.com/gpu":"2"},"requests":{"nvidia.com/gpu":"2"}}""", null)]
    [InlineData("""{"limits":{"orchestrator.dev/gpu-memory":"10Gi"}}""", null)]
    [InlineData("""{"limits":{"nvidia.com/gpu":"500m"}}""", "spec.containers[0].resources.limits[nvidia.com/gpu]: Invalid value: \"500m\": must be an integer")]
    [InlineData("""{"requests":{"nvidia.com/gpu":"1"}}""", "spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("""{"limits":{"nvidia.com/gpu":"2"},"requests":{"nvidia.com/gpu":"1"}}""", "spec.containers[0].resources.requests: Invalid value: \"1\": must be equal to nvidia.com/gpu limit of 2")]
    public void Devices_areWhole_andAskedForAsOften_asTheyAreLimited(string resources, string? error) =>
        Assert.Equal(error, ErrorsOf(container: $"\"resources\":{resources}").FirstOrDefault());

    [Theory]
    [InlineData("lifecycle", """{"preStop":{"sleep":{"seconds":1}}}""")]
    [InlineData("lifecycle", """{}""")]
    [InlineData("livenessProbe", """{"grpc":{"port":1}}""")]
    [InlineData("readinessProbe", """{"grpc":{"port":1}}""")]
    [InlineData("startupProbe", """{"grpc":{"port":1}}""")]
    public void PlainInitContainer_withALifeToLookAfter_isNamed(string field, string value)
    {
        Assert.Equal(
            [$"spec.initContainers[0].{field}: Forbidden: may not be set for init containers without restartPolicy=Always"],
            ErrorsOfInit($"\"{field}\":{value}"));
        Assert.Empty(ErrorsOfInit($"\"restartPolicy\":\"Always\",\"{field}\":{value}"));
    }

    [Theory]
    [InlineData("\"image\":null", "image: Required value")]
    [InlineData("\"terminationMessagePolicy\":\"Log\"", "terminationMessagePolicy: Unsupported value: \"Log\": supported values: \"FallbackToLogsOnError\", \"File\"")]
    [InlineData("\"resizePolicy\":[{\"resourceName\":\"cpu\",\"restartPolicy\":\"NotRequired\"}]",
        "resizePolicy: Invalid value: [{\"resourceName\":\"cpu\",\"restartPolicy\":\"NotRequired\"}]: must not be set for init containers")]
    [InlineData("\"resources\":{\"limits\":{\"hugepages-2Mi\":\"4Mi\"}}", "resources.limits[hugepages-2Mi]: Forbidden: huge pages are not kept for containers; ask for memory")]
    public void InitContainer_thatBreaksARule_isNamed(string field, string error)
    {
        var errors = field.StartsWith("\"image\"", StringComparison.Ordinal)
            ? ErrorsOf("\"initContainers\":[{\"name\":\"init\"}]")
            : ErrorsOfInit(field);

        Assert.Equal($"spec.initContainers[0].{error}", errors[0]);
    }

    [Theory]
    [InlineData("\"hostAliases\":[{\"ip\":\"ten\"}]", "spec.hostAliases[0].ip: Invalid value: \"ten\": must be a valid IP address")]
    [InlineData("\"hostAliases\":[{\"ip\":\"::1\",\"hostnames\":[\"A_B\"]}]", "spec.hostAliases[0].hostnames[0]: Invalid value: \"A_B\": a lowercase RFC 1123 subdomain")]
    [InlineData("\"activeDeadlineSeconds\":0", "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive")]
    [InlineData("\"readinessGates\":[{}]", "spec.readinessGates[0].conditionType: Required value")]
    [InlineData("\"hostPID\":true,\"shareProcessNamespace\":true", "spec.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled")]
    [InlineData("\"overhead\":{\"cpu\":\"-1\"}", "spec.overhead[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    public void Pod_thatBreaksARule_isNamed(string field, string error) => Assert.StartsWith(error, Assert.Single(ErrorsOf(field)), StringComparison.Ordinal);
}
