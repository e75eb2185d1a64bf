using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class HostPortValidationTests
{
    private const string Taken = "\"ports\":[{\"containerPort\":80,\"hostPort\":8080}]";

    [Fact]
    public void HostPort_onTheMachinesNetwork_isTheContainersPort()
    {
        const string Error = "ports[0].hostPort: Invalid value: 8080: must match `containerPort` when `hostNetwork` is true";

        Assert.Equal([$"spec.containers[0].{Error}"], ErrorsOf("\"hostNetwork\":true", Taken));
        Assert.Equal([$"spec.initContainers[0].{Error}"], ErrorsOfInit(Taken, "\"hostNetwork\":true"));
        Assert.Equal([$"spec.template.spec.containers[0].{Error}"], ErrorsOfTemplate("\"hostNetwork\":true", Taken));
    }

    [Fact]
    public void HostPort_leftOutOnTheMachinesNetwork_isWell()
    {
        Assert.Empty(ErrorsOf("\"hostNetwork\":true", "\"ports\":[{\"containerPort\":80}]"));
        Assert.Empty(ErrorsOfTemplate("\"hostNetwork\":true", "\"ports\":[{\"containerPort\":80}]"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"restartPolicy\":\"Always\"", false)]
    public void HostPort_takenTwice_isNamedUnlessOneEndsBeforeTheOther(string restartPolicy, bool well)
    {
        var errors = ErrorsOf($$"""
            "initContainers":[{"name":"init","image":"a",{{Taken}}{{restartPolicy}}}]
            """, Taken);

        Assert.Equal(well ? [] : ["spec.initContainers[0].ports[0].hostPort: Duplicate value: 8080"], errors);
    }
}
