namespace Orchestrator.Agent.Pods;

/// <summary>A container asks for something that contradicts itself, its image or its node: its message says what, for a person.</summary>
internal sealed class ContainerConfigException(string message) : Exception(message);
