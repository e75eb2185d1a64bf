namespace Orchestrator.Planning.Configuration;

/// <summary>What a pod is to be given is not there, or could not be read: the message says what, for a person, and holds no value.</summary>
public sealed class ConfigException(string message) : Exception(message);
