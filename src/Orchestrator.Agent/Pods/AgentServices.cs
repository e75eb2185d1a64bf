using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Configuration;
using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Hooks;
using Orchestrator.Agent.Images;
using Orchestrator.Agent.Machine;
using Orchestrator.Agent.Probes;
using Orchestrator.Agent.Sandbox;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>What all pods of a node share.</summary>
internal sealed record AgentServices
{
    public required NodeAgentOptions Options { get; init; }

    public required IContainerEngine Engine { get; init; }

    public required IControlPlane ControlPlane { get; init; }

    public required ImageStore Images { get; init; }

    public required PodEvents Events { get; init; }

    public required PodNetwork Network { get; init; }

    public required NodeFolder Folder { get; init; }

    public required PodVolumes Volumes { get; init; }

    public required ConfigWatch Configuration { get; init; }

    public required MachineFacts Machine { get; init; }

    public required DeviceGiver Devices { get; init; }

    public required SandboxImage SandboxImage { get; init; }

    public required LifecycleHooks Hooks { get; init; }

    public required ProbeRunner Probes { get; init; }

    /// <summary>Lets only so many containers be made and started at the same time.</summary>
    public required SemaphoreSlim Starts { get; init; }

    /// <summary>The machine's address, as pods and people reach it.</summary>
    public required string HostAddress { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILogger Log { get; init; }
}
