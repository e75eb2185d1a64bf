using Orchestrator.Simulations.Plants;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Running;

/// <summary>Runs one seed in this process.</summary>
internal static class SeedRunner
{
    // Longer than any scenario.
    private static readonly TimeSpan Latest = TimeSpan.FromHours(2);
    // One step of it may begin a whole silo, of which everything is compiled.
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(5);

    public static SeedResult Run(int seed, Plant? plant, TextWriter? log)
    {
        var simulation = new Kernel.Simulation(seed, log);
        using var cluster = new Cluster(simulation);
        plant?.Put(cluster);
        var scenario = new Scenario(cluster);
        simulation.Run(scenario.RunAsync, Latest, StuckAfter);
        return new SeedResult(seed, simulation.Failure, simulation.Trace.Hash, TimeSpan.FromTicks(simulation.Time.Now), simulation.Steps, simulation.Strays);
    }
}
