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

    // The first source that is named is looked at; each further one is one too many.
    private static void ValidateSource(Volume volume, string path, FieldErrors errors)
    {
        (string Field, Action? Validate)[] sources =
        [
            ("emptyDir", volume.EmptyDir is { } empty ? () => ValidateEmptyDir(empty, $"{path}.emptyDir", errors) : null),
            ("hostPath", volume.HostPath is { } folder ? () => ValidateHostPath(folder.Path, $"{path}.hostPath.path", errors) : null),
            ("secret", volume.Secret is { } secret ? () => ConfigVolumeValidation.ValidateSecret(secret, $"{path}.secret", errors) : null),
            ("downwardAPI", volume.DownwardApi is { } fields ? () => ConfigVolumeValidation.ValidateDownward(fields, $"{path}.downwardAPI", errors) : null),
            ("configMap", volume.ConfigMap is { } map ? () => ConfigVolumeValidation.ValidateConfigMap(map, $"{path}.configMap", errors) : null),
            ("projected", volume.Projected is { } files ? () => ConfigVolumeValidation.ValidateProjected(files, $"{path}.projected", errors) : null),
        ];
        var named = sources.Where(source => source.Validate is not null).ToList();
        if (named is [var first, .. var rest])
        {
            first.Validate!();
            rest.ForEach(source => errors.Forbidden($"{path}.{source.Field}", "may not specify more than 1 volume type"));
        }
        else
        {
            errors.Required(path, "must specify a volume type");
        }
    }

    private static void ValidateEmptyDir(EmptyDirVolumeSource source, string path, FieldErrors errors)
    {
        if (source.SizeLimit?.Sign < 0)
        {
            errors.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity");
        }
    }

    private static void ValidateHostPath(string folder, string path, FieldErrors errors)
    {
        if (folder.Length > 0 && folder[0] != '/')
        {
            errors.Invalid(path, folder, "must be an absolute path");
        }

        errors.InvalidAll(path, folder, PathRules.Backsteps(folder));
    }
}
