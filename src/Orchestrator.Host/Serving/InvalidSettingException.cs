namespace Orchestrator.Host.Serving;

/// <summary>A setting is wrong; the message says which, and what would be right.</summary>
internal sealed class InvalidSettingException(string message) : Exception(message);
