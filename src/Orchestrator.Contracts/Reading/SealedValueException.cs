namespace Orchestrator.Contracts.Reading;

/// <summary>A Secret cannot be read or written, because this process does not have the key for it. The message says which setting would help, and holds no value.</summary>
public sealed class SealedValueException(string message) : Exception(message);
