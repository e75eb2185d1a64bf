using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What a pod asks for that this node cannot give it at all, so that it is better failed than left without.</summary>
internal static class NodeAdmission
{
    /// <summary>Why the node does not run the pod; null where it does.</summary>
    /// <param name="spec">The pod.</param>
    /// <param name="hasAppArmor">Whether the engine confines containers with AppArmor.</param>
    /// <param name="now">The time.</param>
    public static PodFailure? Refusal(PodSpec spec, bool hasAppArmor, DateTimeOffset now)
    {
        foreach (var sysctl in spec.SecurityContext.Sysctls)
        {
            var name = sysctl.Name.Replace('/', '.');
            if (!SafeSysctl.All.Contains(name))
            {
                return new PodFailure("SysctlForbidden", $"forbidden sysctl: \"{name}\" not allowlisted", now);
            }

            if (spec.HostNetwork && SafeSysctl.IsOfNetwork(name))
            {
                return new PodFailure("SysctlForbidden", $"forbidden sysctl: \"{name}\" not allowed with host net enabled", now);
            }

            if (spec.HostIpc && !SafeSysctl.IsOfNetwork(name))
            {
                return new PodFailure("SysctlForbidden", $"forbidden sysctl: \"{name}\" not allowed with host ipc enabled", now);
            }
        }

        return !hasAppArmor && ContainerProfiles.WantsAppArmor(spec)
            ? new PodFailure("AppArmor", "Cannot enforce AppArmor: AppArmor is not enabled on the host", now)
            : null;
    }
}
