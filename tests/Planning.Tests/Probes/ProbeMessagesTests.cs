using Orchestrator.Planning.Probes;

namespace Orchestrator.Planning.Tests.Probes;

public sealed class ProbeMessagesTests
{
    [Fact]
    public void Messages_are_the_ones_that_people_and_tools_look_for()
    {
        Assert.Equal("Readiness probe failed: HTTP probe failed with statuscode: 500", ProbeMessages.Failed(ProbeKind.Readiness, "HTTP probe failed with statuscode: 500"));
        Assert.Equal("Startup probe failed: no", ProbeMessages.Failed(ProbeKind.Startup, "no"));
        Assert.Equal("Liveness probe errored and resulted in unknown state: no engine", ProbeMessages.Errored(ProbeKind.Liveness, "no engine"));
        Assert.Equal("Liveness probe warning: elsewhere", ProbeMessages.Warned(ProbeKind.Liveness, "elsewhere"));
    }

    [Theory]
    [InlineData(ProbeKind.Liveness, true, "Container web failed liveness probe, will be restarted")]
    [InlineData(ProbeKind.Startup, true, "Container web failed startup probe, will be restarted")]
    [InlineData(ProbeKind.Liveness, false, "Container web failed liveness probe")]
    public void Killing_says_which_container_and_probe_and_whether_it_comes_back(ProbeKind kind, bool restarts, string message) =>
        Assert.Equal(message, ProbeMessages.Killing("web", kind, restarts));
}
