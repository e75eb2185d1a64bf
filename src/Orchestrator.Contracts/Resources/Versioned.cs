using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>An object and how often its document has changed, which is what a caller hands back to say which state it has seen.</summary>
/// <param name="Resource">The object.</param>
/// <param name="Revision">1 for the first state, one more with each change.</param>
[Immutable]
public sealed record Versioned<T>(T Resource, long Revision)
    where T : class, IResource<T>;
