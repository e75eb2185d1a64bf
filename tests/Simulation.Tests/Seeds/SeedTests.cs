using System.Globalization;
using Orchestrator.Simulations.Running;

namespace Orchestrator.Simulations.Seeds;

public sealed class SeedTests
{
    private const string BudgetVariable = "ORC_TEST_SIMULATION_SECONDS";
    private const int BudgetDefault = 60;
    private const int SeedsOfDay = 10_000;

    [Fact]
    public void Seeds_of_the_day_break_no_rule()
    {
        var budget = Environment.GetEnvironmentVariable(BudgetVariable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : BudgetDefault;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        var run = SimulationRun.Of(new SeedRange
        {
            From = (today.DayNumber - new DateOnly(2026, 1, 1).DayNumber) * SeedsOfDay,
            Count = SeedsOfDay,
            Budget = TimeSpan.FromSeconds(budget),
            Jobs = Environment.ProcessorCount,
        });

        Assert.True(run.ExitCode == 0, string.Join('\n', run.Lines.Except(run.Seeds)));
        Assert.NotEmpty(run.Seeds);
    }

    [Fact]
    public void Two_processes_that_run_one_seed_print_one_hash()
    {
        var range = new SeedRange { From = 7, Count = 3, KeepGoing = true };

        var (one, other) = (SimulationRun.Of(range), SimulationRun.Of(range with { From = 8, Count = 2 }));

        Assert.Equal(Hashes(one).TakeLast(2), Hashes(other));
        Assert.Equal(3, Hashes(one).Distinct().Count());
    }

    [Fact]
    public void Seed_that_failed_is_told_with_the_command_that_runs_it_again()
    {
        var run = SimulationRun.Of(new SeedRange { From = 1, Count = 1000, Plant = "no-etag-check" });

        var seed = run.Failures.First().Split(' ', ':')[2];
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"eng/simulate --seeds 1 --from {seed} --trace --plant no-etag-check", run.Text, StringComparison.Ordinal);
        var again = SimulationRun.Of(new SeedRange { From = int.Parse(seed, CultureInfo.InvariantCulture), Count = 1, Plant = "no-etag-check" });
        Assert.Equal(run.Failures.First(), again.Failures.Single());
    }

    private static IEnumerable<string> Hashes(SimulationRun run) => run.Seeds.Select(line => line.Split(' ')[4]);
}
