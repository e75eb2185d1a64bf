using Orchestrator.Simulations.Kernel;
using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Faults;

/// <summary>What faults have in common: they begin, last for a while and end.</summary>
internal abstract class Fault(Cluster cluster)
{
    protected Cluster Cluster => cluster;

    protected Simulation Simulation => cluster.Simulation;

    protected Random Random => cluster.Simulation.Random;

    protected Machine AnyMachine() => cluster.Machines[Random.Next(cluster.Machines.Count)];

    protected Machine AnyWorker()
    {
        var workers = cluster.Workers.ToList();
        return workers[Random.Next(workers.Count)];
    }

    protected TimeSpan Between(double least, double most) => TimeSpan.FromSeconds(least + (Random.NextDouble() * (most - least)));

    protected Task LastAsync(double least, double most) => Simulation.DelayAsync(Between(least, most));

    protected void Say(string what) => Simulation.Note("misfortune", what);
}
