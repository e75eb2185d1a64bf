using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Writing;
using Orchestrator.Contracts;
using Orchestrator.Grains.Resources;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Nodes;

/// <summary>What the grain of a node stores.</summary>
public sealed record NodeState : ResourceState<Node>, IPartedState
{
    /// <summary>The state's name.</summary>
    public const string Name = "node";

    /// <summary>The pods that the node has admitted.</summary>
    [JsonConverter(typeof(BindingsJson))]
    public ImmutableArray<Binding> Bindings { get; init; } = [];

    /// <summary>The devices that its agent last said it has.</summary>
    public NodeDeviceReport Devices { get; init; } = new();

    /// <summary>Whether the node is lost, and has not been heard of since.</summary>
    public bool Lost { get; init; }

    /// <summary>How often it has been.</summary>
    public long Losses { get; init; }

    /// <summary>Whether the last that was heard of its agent is that it ends.</summary>
    public bool Left { get; init; }

    /// <summary>
    /// How often a lease was renewed that has to be certain. Each renewal is a write, because only one activation of the grain can write: where another one has taken
    /// over, a renewal by this one fails.
    /// </summary>
    public long Renewals { get; init; }

    /// <inheritdoc/>
    Type IPartedState.PartType => typeof(Binding);

    /// <inheritdoc/>
    ImmutableArray<IStatePart> IPartedState.Parts => ImmutableArray<IStatePart>.CastUp(Bindings);

    /// <inheritdoc/>
    IPartedState IPartedState.WithParts(ImmutableArray<IStatePart> parts) => this with
    {
        Bindings = parts.IsDefault ? default : [.. parts.Cast<Binding>().OrderBy(binding => binding.At).ThenBy(binding => binding.Pod.Uid, StringComparer.Ordinal)],
    };
}
