namespace Orchestrator.Simulations.Kernel;

/// <summary>Something happened that must not: a rule was broken, or the simulation itself was left.</summary>
internal sealed class SimulationFailedException(string message) : Exception(message);
