namespace Orchestrator.Agent;

/// <summary>Whether the container engine works, and what to tell people about it.</summary>
internal sealed record EngineCondition(bool Ready, string Message);
