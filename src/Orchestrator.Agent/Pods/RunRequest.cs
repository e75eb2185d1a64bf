using Orchestrator.Agent.Devices;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>One run of a container of a pod that is to be made.</summary>
public sealed record RunRequest
{
    /// <summary>The container.</summary>
    public required Container Container { get; init; }

    /// <summary>What it is in its pod.</summary>
    public ContainerRole Role { get; init; } = ContainerRole.Container;

    /// <summary>Which run it is, from 0.</summary>
    public required int Attempt { get; init; }

    /// <summary>How long was waited before it; null for a first run.</summary>
    public TimeSpan? Backoff { get; init; }

    /// <summary>Where in the network it is.</summary>
    public required RunPlace Place { get; init; }

    /// <summary>The user that the image says, as <c>user[:group]</c>; empty where it says none.</summary>
    public string ImageUser { get; init; } = "";

    /// <summary>Files and folders of the machine that it sees.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>The devices that it was given, such as GPUs.</summary>
    public GivenDevices Devices { get; init; } = GivenDevices.None;

    /// <summary>What confines it, in the engine's words.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init; } = [];
}
