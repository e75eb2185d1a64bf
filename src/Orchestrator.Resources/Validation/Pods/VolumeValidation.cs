using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for the volumes of a pod.</summary>
internal static class VolumeValidation
{
    public static void Validate(ImmutableArray<Volume> volumes, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < volumes.Length; index++)
        {
            var volume = volumes[index];
            var at = FieldPath.Item(path, index);
            if (volume.Name.Length > 0 && !names.Add(volume.Name))
            {
                errors.Duplicate($"{at}.name", volume.Name);
            }

            ValidateSource(volume, at, errors);
        }
    }

    private static void ValidateSource(Volume volume, string path, FieldErrors errors)
    {
        if (volume.EmptyDir is null && volume.HostPath is null)
        {
            errors.Required(path, "must specify a volume type");
        }

        if (volume.EmptyDir?.SizeLimit?.Sign < 0)
        {
            errors.Forbidden($"{path}.emptyDir.sizeLimit", "SizeLimit field must be a valid resource quantity");
        }

        if (volume is { EmptyDir: not null, HostPath: not null })
        {
            errors.Forbidden($"{path}.hostPath", "may not specify more than 1 volume type");
        }
        else if (volume.HostPath is { Path.Length: > 0 } folder)
        {
            ValidateHostPath(folder.Path, $"{path}.hostPath.path", errors);
        }
    }

    private static void ValidateHostPath(string folder, string path, FieldErrors errors)
    {
        if (folder[0] != '/')
        {
            errors.Invalid(path, folder, "must be an absolute path");
        }

        errors.InvalidAll(path, folder, PathRules.Backsteps(folder));
    }
}
