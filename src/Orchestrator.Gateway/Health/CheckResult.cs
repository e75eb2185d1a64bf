namespace Orchestrator.Gateway.Health;

/// <summary>What a check found.</summary>
/// <param name="Name">The check.</param>
/// <param name="Passed">Whether all is well.</param>
internal sealed record CheckResult(string Name, bool Passed);
