namespace Orchestrator.Storage.Schema;

/// <summary>The database cannot be brought to this binary's schema; the message says why and what can be done.</summary>
public sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);
