using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for as whom and with which powers a container runs.</summary>
internal static class SecurityValidation
{
    public static void Validate(SecurityContext? own, PodSecurityContext common, string path, FieldErrors errors)
    {
        ValidateUser(own, common, path, errors);
        if (own is null)
        {
            return;
        }

        ProfileValidation.Validate(own.SeccompProfile, $"{path}.seccompProfile", errors);
        ProfileValidation.Validate(own.AppArmorProfile, $"{path}.appArmorProfile", errors);
        ValidateCapabilities(own.Capabilities?.Add ?? [], $"{path}.capabilities.add", errors);
        ValidateCapabilities(own.Capabilities?.Drop ?? [], $"{path}.capabilities.drop", errors);
        if (own.AllowPrivilegeEscalation != false)
        {
            return;
        }

        if (own.Privileged == true)
        {
            errors.Invalid(path, own, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (own.Capabilities?.Add.Any(capability => CapabilityName.Normalize(capability) == CapabilityName.SysAdmin) == true)
        {
            errors.Invalid(path, own, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    /// <summary>Kubernetes takes both, and the container never starts; a person is better told at once.</summary>
    private static void ValidateUser(SecurityContext? own, PodSecurityContext common, string path, FieldErrors errors)
    {
        if ((own?.RunAsNonRoot ?? common.RunAsNonRoot) == true && (own?.RunAsUser ?? common.RunAsUser) == 0)
        {
            errors.Invalid($"{path}.runAsUser", 0, "must not be 0 when `runAsNonRoot` is true; name another user or leave runAsNonRoot out");
        }
    }

    private static void ValidateCapabilities(ImmutableArray<string> capabilities, string path, FieldErrors errors)
    {
        for (var index = 0; index < capabilities.Length; index++)
        {
            if (!CapabilityName.IsKnown(capabilities[index]))
            {
                errors.NotSupported(FieldPath.Item(path, index), capabilities[index], CapabilityName.All);
            }
        }
    }
}
