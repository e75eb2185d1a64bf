using System.Collections.Immutable;
using Orchestrator.Grains.Resources;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Owners;

/// <summary>What the grain of an object that owns others stores.</summary>
public sealed record OwnerState<T> : ResourceState<T>
    where T : class, IResource<T>
{
    /// <summary>Names of the objects that it owns. A name is stored before the object is created, so that none is ever forgotten.</summary>
    public ImmutableArray<string> Children { get; init; } = [];

    /// <summary>Objects whose owner is gone and that are still to be deleted.</summary>
    public ImmutableArray<OwnedChild> Collecting { get; init; } = [];
}
