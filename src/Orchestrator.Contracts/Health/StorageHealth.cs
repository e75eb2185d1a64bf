namespace Orchestrator.Contracts.Health;

/// <summary>The store's state.</summary>
/// <param name="IsReady">Whether reads and writes work.</param>
/// <param name="Reason">A sentence that says what is wrong; empty when ready.</param>
public sealed record StorageHealth(bool IsReady, string Reason);
