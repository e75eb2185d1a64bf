using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>What a deletion came to.</summary>
/// <param name="Resource">The object after the call, or its last state where it is gone.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Gone">Whether it is gone; otherwise it has a deletion timestamp and goes when what it waits for has happened.</param>
[Immutable]
public sealed record Deleted<T>(T Resource, long Revision, bool Gone)
    where T : class, IResource<T>;
