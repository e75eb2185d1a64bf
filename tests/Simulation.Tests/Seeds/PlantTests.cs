using Orchestrator.Simulations.Running;

namespace Orchestrator.Simulations.Seeds;

public sealed class PlantTests
{
    private const int SeedsMax = 1000;

    [Theory]
    [InlineData("no-etag-check", "invariant")]
    [InlineData("no-generation-check", "invariant 3")]
    [InlineData("eviction-on-unreachable-database", "invariant 5")]
    [InlineData("adoption-by-name", "invariant")]
    [InlineData("reminders-dropped", "invariant 7")]
    public void Planted_defect_is_found(string plant, string rule)
    {
        var run = SimulationRun.Of(new SeedRange { From = 1, Count = SeedsMax, Plant = plant });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(rule, run.Failures.First(), StringComparison.Ordinal);
    }
}
