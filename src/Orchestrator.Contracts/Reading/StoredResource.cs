namespace Orchestrator.Contracts.Reading;

/// <summary>A resource as it is stored.</summary>
/// <param name="Key">Which resource.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Revision">How often its document has changed, counted by its grain.</param>
/// <param name="ResourceVersion">The version of that change, which orders it among all changes of all resources.</param>
/// <param name="Document">The document as UTF-8 JSON, with <c>metadata.resourceVersion</c> in it.</param>
public sealed record StoredResource(ResourceKey Key, string Uid, long Revision, long ResourceVersion, ReadOnlyMemory<byte> Document);
