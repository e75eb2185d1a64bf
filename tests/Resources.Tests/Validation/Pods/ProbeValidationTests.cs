using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class ProbeValidationTests
{
    private const string Ports = "\"ports\":[{\"containerPort\":8080,\"name\":\"http\"}]";

    [Theory]
    [InlineData("""{"exec":{"command":["true"]}}""")]
    [InlineData("""{"httpGet":{"port":8080}}""")]
    [InlineData("""{"httpGet":{"port":"http","scheme":"HTTPS","path":"/live","host":"10.0.0.1","httpHeaders":[{"name":"X-A","value":"1"},{"name":"X-A","value":""}]}}""")]
    [InlineData("""{"tcpSocket":{"port":"http"},"initialDelaySeconds":5,"periodSeconds":1,"failureThreshold":1,"timeoutSeconds":9}""")]
    [InlineData("""{"grpc":{"port":65535,"service":"a"},"successThreshold":1}""")]
    public void Probe_ofEachKind_isWell(string probe)
    {
        Assert.Empty(ErrorsOf(container: $"{Ports},\"livenessProbe\":{probe},\"readinessProbe\":{probe},\"startupProbe\":{probe}"));
        Assert.Empty(ErrorsOfInit($"\"restartPolicy\":\"Always\",{Ports},\"livenessProbe\":{probe},\"readinessProbe\":{probe},\"startupProbe\":{probe}"));
    }

    [Theory]
    [InlineData("""{}""", ": Required value: must specify a handler type")]
    [InlineData("""{"exec":{"command":["a"]},"grpc":{"port":1}}""", ".grpc: Forbidden: may not specify more than 1 handler type")]
    [InlineData("""{"exec":{}}""", ".exec.command: Required value")]
    [InlineData("""{"httpGet":{}}""", ".httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("""{"httpGet":{"port":65536}}""", ".httpGet.port: Invalid value: 65536: must be between 1 and 65535, inclusive")]
    [InlineData("""{"httpGet":{"port":"web"}}""", ".httpGet.port: Invalid value: \"web\": must be the name of one of the container's ports")]
    [InlineData("""{"httpGet":{"port":"8080"}}""", ".httpGet.port: Invalid value: \"8080\": must contain at least one letter (a-z)")]
    [InlineData("""{"httpGet":{"port":8080,"scheme":"http"}}""", ".httpGet.scheme: Unsupported value: \"http\": supported values: \"HTTP\", \"HTTPS\"")]
    [InlineData("""{"httpGet":{"port":8080,"httpHeaders":[{"name":"a","value":"b"},{"value":"b"}]}}""", ".httpGet.httpHeaders[1].name: Required value")]
    [InlineData("""{"tcpSocket":{"port":-1}}""", ".tcpSocket.port: Invalid value: -1: must be between 1 and 65535, inclusive")]
    [InlineData("""{"grpc":{"port":0}}""", ".grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("""{"grpc":{"port":1},"initialDelaySeconds":-1}""", ".initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"grpc":{"port":1},"timeoutSeconds":-1}""", ".timeoutSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"grpc":{"port":1},"periodSeconds":-1}""", ".periodSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"grpc":{"port":1},"failureThreshold":-1}""", ".failureThreshold: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""{"grpc":{"port":1},"successThreshold":2}""", ".successThreshold: Invalid value: 2: must be 1")]
    [InlineData("""{"grpc":{"port":1},"terminationGracePeriodSeconds":0}""", ".terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0")]
    public void LivenessOrStartupProbe_thatBreaksARule_isNamed(string probe, string error)
    {
        Assert.Equal([$"spec.containers[0].livenessProbe{error}"], ErrorsOf(container: $"{Ports},\"livenessProbe\":{probe}"));
        Assert.Equal([$"spec.containers[0].startupProbe{error}"], ErrorsOf(container: $"{Ports},\"startupProbe\":{probe}"));
    }

    [Fact]
    public void Header_thatIsNone_isNamed() => Assert.StartsWith(
        "spec.containers[0].readinessProbe.httpGet.httpHeaders[0].name: Invalid value: \"a b\": a valid HTTP header must consist of",
        Assert.Single(ErrorsOf(container: """ "readinessProbe":{"httpGet":{"port":1,"httpHeaders":[{"name":"a b","value":"c"}]}} """)),
        StringComparison.Ordinal);

    [Fact]
    public void ReadinessProbe_mayNeedSeveralAnswers_butEndsNoContainer()
    {
        Assert.Empty(ErrorsOf(container: """ "readinessProbe":{"grpc":{"port":1},"successThreshold":5} """));
        Assert.Equal(
            ["spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes"],
            ErrorsOf(container: """ "readinessProbe":{"grpc":{"port":1},"terminationGracePeriodSeconds":5} """));
    }
}
