using System.Collections.Immutable;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>What a pod is made of on its node.</summary>
public static class PodShape
{
    /// <summary>Whether the pod has a sandbox that its containers share. A single container with nothing to share has its own network and needs none.</summary>
    public static bool HasSandbox(PodSpec spec) => spec.Containers.Length > 1 || !spec.InitContainers.IsEmpty || spec.ShareProcessNamespace == true;

    /// <summary>The containers in the order of their start, with their roles.</summary>
    public static ImmutableArray<(Container Container, ContainerRole Role)> Containers(PodSpec spec) =>
    [
        .. spec.InitContainers.Select(container => (container, IsSidecar(container) ? ContainerRole.Sidecar : ContainerRole.Init)),
        .. spec.Containers.Select(container => (container, ContainerRole.Container)),
    ];

    /// <summary>Whether an init container stays.</summary>
    public static bool IsSidecar(Container init) => init.RestartPolicy == RestartPolicy.Always;
}
