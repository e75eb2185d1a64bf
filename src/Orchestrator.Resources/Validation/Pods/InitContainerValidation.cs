using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for containers that run before the others, and for sidecars, which are init containers that stay.</summary>
internal static class InitContainerValidation
{
    private const string SidecarsOnly = "may not be set for init containers without restartPolicy=Always";

    public static void Validate(PodSpec spec, string path, FieldErrors errors)
    {
        var names = spec.Containers.Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < spec.InitContainers.Length; index++)
        {
            var container = spec.InitContainers[index];
            var at = FieldPath.Item($"{path}.initContainers", index);
            if (container.Name.Length > 0 && !names.Add(container.Name))
            {
                errors.Duplicate($"{at}.name", container.Name);
            }

            ContainerValidation.ValidateCommon(container, spec, at, errors);
            if (container.IsSidecar)
            {
                ContainerValidation.ValidateLife(container, spec, at, errors);
            }
            else
            {
                ValidatePlain(container, at, errors);
            }
        }
    }

    /// <summary>A container that is to end has no life that could be looked after.</summary>
    private static void ValidatePlain(Container container, string path, FieldErrors errors)
    {
        Forbid(container.Lifecycle is not null, "lifecycle");
        Forbid(container.LivenessProbe is not null, "livenessProbe");
        Forbid(container.ReadinessProbe is not null, "readinessProbe");
        Forbid(container.StartupProbe is not null, "startupProbe");
        if (!container.ResizePolicy.IsEmpty)
        {
            errors.Invalid($"{path}.resizePolicy", container.ResizePolicy, "must not be set for init containers");
        }

        void Forbid(bool isSet, string field)
        {
            if (isSet)
            {
                errors.Forbidden($"{path}.{field}", SidecarsOnly);
            }
        }
    }
}
