using System.Globalization;
using Orchestrator.Simulations.Running;

namespace Orchestrator.Simulations.Seeds;

public sealed class PlantTests
{
    private const int SeedsMax = 1000;

    // Few seeds have a machine that is cut off for longer than a lease while it has a pod that must not run twice. Any seed would do to begin with; this one is soon there.
    private const int RareSeed = 43;

    [Theory]
    [InlineData("no-etag-check")]
    [InlineData("no-generation-check")]
    [InlineData("eviction-on-unreachable-database")]
    [InlineData("adoption-by-name")]
    [InlineData("reminders-dropped")]
    [InlineData("no-revision-check")]
    [InlineData("lease-without-end", RareSeed)]
    public void Planted_defect_breaks_a_rule_in_a_seed_that_breaks_none_without_it(string plant, int first = 1)
    {
        for (var seed = first; seed <= SeedsMax; seed++)
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
