using Orchestrator.Resources.Meta;

namespace Orchestrator.Contracts.Reading;

/// <summary>What owns a stored object and what holds it, of whatever kind it is.</summary>
/// <param name="Key">Which object.</param>
/// <param name="Metadata">Its metadata as it is stored.</param>
public sealed record StoredMetadata(ResourceKey Key, ObjectMeta Metadata);
