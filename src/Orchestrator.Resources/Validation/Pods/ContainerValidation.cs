using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for the containers of a pod.</summary>
internal static class ContainerValidation
{
    public static void Validate(PodSpec spec, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < spec.Containers.Length; index++)
        {
            var container = spec.Containers[index];
            var at = FieldPath.Item($"{path}.containers", index);
            if (container.Name.Length > 0 && !names.Add(container.Name))
            {
                errors.Duplicate($"{at}.name", container.Name);
            }

            ValidateCommon(container, spec, at, errors);
            ValidateLife(container, spec, at, errors);
            if (container.RestartPolicy is not null)
            {
                errors.Forbidden($"{at}.restartPolicy", "may not be set for non-init containers");
            }
        }
    }

    /// <summary>What holds for init containers too.</summary>
    public static void ValidateCommon(Container container, PodSpec spec, string path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(container.Image))
        {
            errors.Required($"{path}.image");
        }
        else if (container.Image.Trim().Length != container.Image.Length)
        {
            errors.Invalid($"{path}.image", container.Image, "must not have leading or trailing whitespace");
        }

        ValidatePortNames(container.Ports, $"{path}.ports", errors);
        EnvironmentValidation.Validate(container, path, errors);
        RequirementsValidation.Validate(container.Resources, $"{path}.resources", errors);
        VolumeMountValidation.Validate(container.VolumeMounts, spec.Volumes, $"{path}.volumeMounts", errors);
        SecurityValidation.Validate(container.SecurityContext, spec.SecurityContext, $"{path}.securityContext", errors);
    }

    /// <summary>What holds for containers that stay: probes and hooks.</summary>
    public static void ValidateLife(Container container, PodSpec spec, string path, FieldErrors errors)
    {
        LifecycleValidation.Validate(container.Lifecycle, container, spec.TerminationGracePeriodSeconds, $"{path}.lifecycle", errors);
        ProbeValidation.ValidateLiveness(container.LivenessProbe, container, $"{path}.livenessProbe", errors);
        ProbeValidation.ValidateReadiness(container.ReadinessProbe, container, $"{path}.readinessProbe", errors);
        ProbeValidation.ValidateLiveness(container.StartupProbe, container, $"{path}.startupProbe", errors);
    }

    private static void ValidatePortNames(ImmutableArray<ContainerPort> ports, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < ports.Length; index++)
        {
            if (ports[index].Name is { Length: > 0 } name && !names.Add(name))
            {
                errors.Duplicate($"{FieldPath.Item(path, index)}.name", name);
            }
        }
    }
}
