namespace Orchestrator.Resources.Selectors;

/// <summary>A selector can't be read; the message says what is wrong with it.</summary>
public sealed class SelectorException(string message) : Exception(message);
