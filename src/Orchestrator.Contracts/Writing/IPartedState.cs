using System.Collections.Immutable;

namespace Orchestrator.Contracts.Writing;

/// <summary>
/// A grain's state of which some parts change much oftener than all the rest. A storage may keep each part in a row of its own, so that a change of one costs no more
/// than that one; the version of the state guards all of it, wherever it is kept.
/// </summary>
public interface IPartedState
{
    /// <summary>What a part is.</summary>
    Type PartType { get; }

    /// <summary>The parts. One that has not changed is the same object as before.</summary>
    ImmutableArray<IStatePart> Parts { get; }

    /// <summary>The state with these parts and no others; with <c>default</c>, the state as it is stored where its parts are in rows of their own.</summary>
    IPartedState WithParts(ImmutableArray<IStatePart> parts);
}
