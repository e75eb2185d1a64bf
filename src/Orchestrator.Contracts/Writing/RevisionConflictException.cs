namespace Orchestrator.Contracts.Writing;

/// <summary>What is stored is not what the writer expected (409 Conflict).</summary>
public sealed class RevisionConflictException(string message) : Exception(message);
