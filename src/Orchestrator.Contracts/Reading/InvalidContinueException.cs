namespace Orchestrator.Contracts.Reading;

/// <summary>A continue token is not one that a list gave (400 Bad Request).</summary>
public sealed class InvalidContinueException(string message) : Exception(message);
