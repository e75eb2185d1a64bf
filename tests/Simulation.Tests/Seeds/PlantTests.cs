using System.Globalization;
using Orchestrator.Simulations.Running;

namespace Orchestrator.Simulations.Seeds;

public sealed class PlantTests
{
    private const int SeedsMax = 1000;

    [Theory]
    [InlineData("no-etag-check")]
    [InlineData("no-generation-check")]
    [InlineData("eviction-on-unreachable-database")]
    [InlineData("adoption-by-name")]
    [InlineData("reminders-dropped")]
    public void Planted_defect_breaks_a_rule_in_a_seed_that_breaks_none_without_it(string plant)
    {
        var planted = SimulationRun.Of(new SeedRange { From = 1, Count = SeedsMax, Plant = plant });

        Assert.Equal(1, planted.ExitCode);
        var failure = planted.Failures.Single();
        Assert.Contains("invariant", failure, StringComparison.Ordinal);
        var seed = int.Parse(failure.Split(' ', ':')[2], CultureInfo.InvariantCulture);
        Assert.Equal(0, SimulationRun.Of(new SeedRange { From = seed, Count = 1 }).ExitCode);
    }
}
