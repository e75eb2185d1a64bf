using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Containers;

/// <summary>Which restart policy holds for a container (Kubernetes' documentation, "Init Containers" and "Sidecar Containers").</summary>
public static class ContainerPolicy
{
    /// <summary>The policy by the container's role: a sidecar is always started again, an init container has done its work once it ended well.</summary>
    /// <param name="role">The container's role.</param>
    /// <param name="pod">The pod's policy.</param>
    public static string Of(ContainerRole role, string pod) => role switch
    {
        ContainerRole.Sidecar => RestartPolicy.Always,
        ContainerRole.Init when pod == RestartPolicy.Always => RestartPolicy.OnFailure,
        _ => pod,
    };
}
