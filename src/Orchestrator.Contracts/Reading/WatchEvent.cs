namespace Orchestrator.Contracts.Reading;

/// <summary>A change of a resource.</summary>
/// <param name="Type">What happened.</param>
/// <param name="ResourceVersion">The version of the change.</param>
/// <param name="Document">The document as UTF-8 JSON after the change, or the last one for a deletion; empty for a bookmark.</param>
public sealed record WatchEvent(WatchEventType Type, long ResourceVersion, ReadOnlyMemory<byte> Document);
