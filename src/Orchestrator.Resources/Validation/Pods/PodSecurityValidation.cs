using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for as whom and with which powers a pod's containers run, and for the parameters of the kernel that it has for itself.</summary>
internal static class PodSecurityValidation
{
    public static void Validate(PodSpec spec, string path, FieldErrors errors)
    {
        var at = $"{path}.securityContext";
        ProfileValidation.Validate(spec.SecurityContext.SeccompProfile, $"{at}.seccompProfile", errors);
        ProfileValidation.Validate(spec.SecurityContext.AppArmorProfile, $"{at}.appArmorProfile", errors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < spec.SecurityContext.Sysctls.Length; index++)
        {
            var name = spec.SecurityContext.Sysctls[index].Name;
            if (name.Length > 0)
            {
                ValidateSysctl(name, isNew: names.Add(name), spec, $"{FieldPath.Item($"{at}.sysctls", index)}.name", errors);
            }
        }
    }

    private static void ValidateSysctl(string name, bool isNew, PodSpec spec, string path, FieldErrors errors)
    {
        if (!isNew)
        {
            errors.Duplicate(path, name);
        }
        else if (!SafeSysctl.All.Contains(name))
        {
            errors.NotSupported(path, name, SafeSysctl.All);
        }
        else if (spec.HostNetwork && SafeSysctl.IsOfNetwork(name))
        {
            errors.Invalid(path, name, "may not be specified when 'hostNetwork' is set to true");
        }
        else if (spec.HostIpc && !SafeSysctl.IsOfNetwork(name))
        {
            errors.Invalid(path, name, "may not be specified when 'hostIPC' is set to true");
        }
    }
}
