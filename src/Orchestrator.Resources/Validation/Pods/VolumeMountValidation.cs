using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for where a container sees volumes.</summary>
internal static class VolumeMountValidation
{
    public static void Validate(ImmutableArray<VolumeMount> mounts, ImmutableArray<Volume> volumes, string path, FieldErrors errors)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < mounts.Length; index++)
        {
            var mount = mounts[index];
            var at = FieldPath.Item(path, index);
            if (mount.Name.Length > 0 && !volumes.Any(volume => volume.Name == mount.Name))
            {
                errors.NotFound($"{at}.name", mount.Name);
            }

            if (mount.MountPath.Length > 0 && !places.Add(mount.MountPath))
            {
                errors.Invalid($"{at}.mountPath", mount.MountPath, "must be unique");
            }

            ValidatePart(mount, at, errors);
        }
    }

    private static void ValidatePart(VolumeMount mount, string path, FieldErrors errors)
    {
        if (mount.SubPath is { Length: > 0 } part)
        {
            errors.InvalidAll($"{path}.subPath", part, PathRules.NotDescending(part));
        }

        if (mount.SubPathExpr is not { Length: > 0 } expression)
        {
            return;
        }

        if (mount.SubPath is { Length: > 0 })
        {
            errors.Invalid($"{path}.subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
        }

        errors.InvalidAll($"{path}.subPathExpr", expression, PathRules.NotDescending(expression));
    }
}
