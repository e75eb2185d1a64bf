namespace Orchestrator.Simulations.Running;

/// <summary>What came of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Failure">What must not be and was; null where all is well.</param>
/// <param name="Hash">The trace as a number.</param>
/// <param name="VirtualTime">How long it was in the simulated world.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Strays">How many of them left their scheduler.</param>
internal sealed record SeedResult(int Seed, string? Failure, ulong Hash, TimeSpan VirtualTime, long Steps, long Strays);
