using Orchestrator.Simulations.Silos;

namespace Orchestrator.Simulations.Plants;

/// <summary>A defect that is put into a cluster, to see whether the simulation finds it.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Put">Puts it in.</param>
internal sealed record Plant(string Name, Action<Cluster> Put);
