using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Writing;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Devices;

namespace Orchestrator.Grains.Nodes;

/// <summary>A pod that a node has admitted.</summary>
/// <param name="Pod">What it was admitted with.</param>
/// <param name="Finished">Whether it has ended: then it takes nothing any more, and stays listed until it is deleted.</param>
public sealed record Binding(PodDemand Pod, bool Finished) : IStatePart
{
    /// <summary>Whether it has ended with its work done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Succeeded { get; init; }

    /// <summary>When it was admitted.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The devices that it was given. They are its own until it has ended or is gone.</summary>
    public ImmutableArray<DeviceLease> Devices { get; init; } = [];

    /// <inheritdoc/>
    string IStatePart.PartName => Pod.Uid;
}
