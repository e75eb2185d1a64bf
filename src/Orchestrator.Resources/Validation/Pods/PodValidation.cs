using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for what is wanted of pods.</summary>
internal static class PodValidation
{
    /// <param name="spec">What is wanted, with its defaults.</param>
    /// <param name="path">The path of the specification.</param>
    /// <param name="isTemplate">Whether pods are yet to be made of it; their defaults are not filled in then.</param>
    /// <param name="errors">What is wrong is added here.</param>
    public static void Validate(PodSpec spec, string path, bool isTemplate, FieldErrors errors)
    {
        MetadataValidation.ValidateLabels(spec.NodeSelector, $"{path}.nodeSelector", errors);
        TolerationValidation.Validate(spec.Tolerations, $"{path}.tolerations", errors);
        AffinityValidation.Validate(spec.Affinity, $"{path}.affinity", errors);
        SpreadValidation.Validate(spec.TopologySpreadConstraints, $"{path}.topologySpreadConstraints", errors);
        VolumeValidation.Validate(spec.Volumes, $"{path}.volumes", errors);
        PodSecurityValidation.Validate(spec, path, errors);
        RequirementsValidation.ValidateAmounts(spec.Overhead, $"{path}.overhead", errors);
        ContainerValidation.Validate(spec, path, errors);
        InitContainerValidation.Validate(spec, path, errors);
        HostPortValidation.Validate(spec, path, isTemplate, errors);
        if (spec.HostPid && spec.ShareProcessNamespace == true)
        {
            errors.Invalid($"{path}.shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }
    }
}
