namespace Orchestrator.Containers;

/// <summary>A container engine refused or failed. Classified once, here, so that callers decide by <see cref="Fault"/> and never by text.</summary>
public sealed class EngineException(EngineFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public EngineFault Fault { get; } = fault;
}
