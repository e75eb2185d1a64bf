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
        for (var seed = 1; seed <= SeedsMax; seed++)
        {
            var planted = SimulationRun.Of(new SeedRange { From = seed, Count = SeedsMax - seed + 1, Plant = plant, Jobs = Environment.ProcessorCount });
            Assert.Equal(1, planted.ExitCode);
            var failure = planted.Failures.First();
            Assert.Contains("invariant", failure, StringComparison.Ordinal);
            seed = int.Parse(failure.Split(' ', ':')[2], CultureInfo.InvariantCulture);
            if (SimulationRun.Of(new SeedRange { From = seed, Count = 1 }).ExitCode == 0)
            {
                return;
            }
        }

        Assert.Fail($"{plant} broke no rule in {SeedsMax} seeds that break none without it");
    }
}
