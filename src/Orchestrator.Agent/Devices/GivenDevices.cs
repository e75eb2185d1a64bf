using System.Collections.Immutable;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Devices;

/// <summary>The devices that a container is made with.</summary>
public sealed record GivenDevices
{
    /// <summary>A container without devices on a machine without GPUs.</summary>
    public static GivenDevices None { get; } = new();

    /// <summary>What the engine is asked for.</summary>
    public IReadOnlyList<DeviceRequest> Requests { get; init; } = [];

    /// <summary>The devices that no other pod may have meanwhile.</summary>
    public ImmutableArray<string> Exclusive { get; init; } = [];

    /// <summary>
    /// Whether the container must be told that it has no GPUs: images for GPUs ask for all of them by their environment, and an engine whose default runtime is NVIDIA's
    /// would hand them over.
    /// </summary>
    public bool HidesGpus { get; init; }
}
