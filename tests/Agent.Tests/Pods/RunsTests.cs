using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class RunsTests
{
    private static readonly DateTimeOffset Lost = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Outage Outage = new(Lost, Lost.AddSeconds(5));

    [Theory]
    [InlineData(-21, false)]
    [InlineData(-19, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Run_that_ended_with_the_engine_says_so(double seconds, bool byEngine)
    {
        var run = Runs.Of(Container(ContainerState.Exited, "") with { FinishedAt = Lost.AddSeconds(seconds) }, Outage);

        Assert.Equal(byEngine, run.EndedByEngine);
        Assert.Equal(byEngine ? "The container engine stopped or was restarted, and this container with it." : "", run.Message);
    }

    [Fact]
    public void Run_whose_end_an_engine_that_came_back_does_not_know_ended_with_it() =>
        Assert.True(Runs.Of(Container(ContainerState.Exited, "") with { StartedAt = Lost.AddHours(-1), FinishedAt = null }, Outage).EndedByEngine);

    // An engine that is told to stop still takes calls, and fails in them.
    [Theory]
    [InlineData(-21, false)]
    [InlineData(-1, true)]
    [InlineData(6, false)]
    public void Run_that_an_ending_engine_did_not_start_says_so_and_what_the_engine_said(double seconds, bool byEngine)
    {
        var run = Runs.Of(Container(ContainerState.Created, "connection refused") with { CreatedAt = Lost.AddSeconds(seconds) }, Outage);

        Assert.Equal((RunState.StartFailed, byEngine), (run.State, run.EndedByEngine));
        Assert.Equal(byEngine ? "The container engine stopped or was restarted while this container was to be started: connection refused" : "connection refused", run.Message);
    }

    [Fact]
    public void Without_an_outage_nothing_ends_with_the_engine() =>
        Assert.False(Runs.Of(Container(ContainerState.Exited, "") with { FinishedAt = Lost }, null).EndedByEngine);

    private static ContainerInfo Container(ContainerState state, string error) => new()
    {
        Id = "id",
        Name = "web",
        ImageId = "sha256:image",
        Labels = new Dictionary<string, string>(StringComparer.Ordinal),
        State = state,
        Error = error,
        CreatedAt = Lost.AddHours(-1),
    };
}
