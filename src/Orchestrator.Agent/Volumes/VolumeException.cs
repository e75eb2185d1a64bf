namespace Orchestrator.Agent.Volumes;

/// <summary>A volume of a pod cannot be had: its message says why, for a person.</summary>
internal sealed class VolumeException(string message, Exception? inner = null) : Exception(message, inner);
