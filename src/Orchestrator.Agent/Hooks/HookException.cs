namespace Orchestrator.Agent.Hooks;

/// <summary>What a container wanted done after its start or before its stop failed: its message says how, for a person.</summary>
internal sealed class HookException(string message, Exception? inner = null) : Exception(message, inner);
