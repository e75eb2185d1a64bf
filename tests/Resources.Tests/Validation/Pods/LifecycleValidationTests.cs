using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class LifecycleValidationTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"postStart":{"exec":{"command":["a"]}},"preStop":{"httpGet":{"port":80}}}""")]
    [InlineData("""{"postStart":{"sleep":{"seconds":0}},"preStop":{"sleep":{"seconds":30}}}""")]
    public void Hooks_ofEachKind_areWell(string lifecycle)
    {
        Assert.Empty(ErrorsOf(container: $"\"lifecycle\":{lifecycle}"));
        Assert.Empty(ErrorsOfInit($"\"restartPolicy\":\"Always\",\"lifecycle\":{lifecycle}"));
    }

    [Theory]
    [InlineData("""{"postStart":{}}""", "postStart: Required value: must specify a handler type")]
    [InlineData("""{"preStop":{"exec":{"command":["a"]},"sleep":{"seconds":1}}}""", "preStop.sleep: Forbidden: may not specify more than 1 handler type")]
    [InlineData("""{"preStop":{"exec":{"command":[]}}}""", "preStop.exec.command: Required value")]
    [InlineData("""{"preStop":{"httpGet":{"port":"web"}}}""", "preStop.httpGet.port: Invalid value: \"web\": must be the name of one of the container's ports")]
    [InlineData("""{"preStop":{"sleep":{"seconds":31}}}""", "preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("""{"postStart":{"sleep":{"seconds":-1}}}""", "postStart.sleep: Invalid value: -1: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    public void Hook_thatBreaksARule_isNamed(string lifecycle, string error) =>
        Assert.Equal([$"spec.containers[0].lifecycle.{error}"], ErrorsOf(container: $"\"lifecycle\":{lifecycle}"));
}
