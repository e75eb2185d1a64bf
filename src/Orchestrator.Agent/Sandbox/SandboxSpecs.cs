using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Sandbox;

/// <summary>The container that holds what a pod's containers share: network, address, ports, host name, shared memory, and their processes where that is asked for.</summary>
internal static class SandboxSpecs
{
    // A name that no container of a pod can have, because theirs are lower case.
    private const string Name = "POD";

    // It needs no rights at all. Nor does it ask to be spared when memory runs out, which not every engine may grant: it has too little to be chosen.
    private const string Nobody = "65535:65535";
    private const long SharesLeast = 2;

    /// <summary>The sandbox to make.</summary>
    public static ContainerSpec Of(NodeAgentOptions options, Pod pod, string image, int attempt, TimeSpan? backoff, RunPlace place)
    {
        var spec = pod.Spec;
        var own = !spec.HostNetwork;
        return new ContainerSpec
        {
            Name = ContainerSpecs.Name(pod, Name, attempt),
            Image = image,
            Labels = ContainerLabels.OfSandbox(options, pod, attempt, backoff, place.Address),
            Hostname = own ? ContainerSpecs.Hostname(pod) : null,
            Network = place.Network,
            Address = place.Address,
            HostNetwork = spec.HostNetwork,
            Ports = own ? ContainerSpecs.Ports(PodShape.Containers(spec).Select(item => item.Container)) : [],
            ExtraHosts = ContainerSpecs.ExtraHosts(spec),
            Sysctls = ContainerSpecs.Sysctls(spec),
            HostPid = spec.HostPid,
            HostIpc = spec.HostIpc,
            ShareIpc = !spec.HostIpc,
            ShmSizeBytes = spec.HostIpc ? null : ContainerSpecs.ShmSizeBytes(pod),
            User = Nobody,
            ReadOnlyRoot = true,
            NoNewPrivileges = true,
            CapabilitiesDropped = ["ALL"],
            CpuShares = SharesLeast,
        };
    }
}
