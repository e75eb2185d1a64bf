using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for volumes whose files are made of ConfigMaps, Secrets, tokens and fields of the pod.</summary>
internal static class ConfigVolumeValidation
{
    private const string ModeRule = "must be a number between 0 and 0777 (octal), both inclusive";

    public static void ValidateSecret(SecretVolumeSource source, string path, FieldErrors errors)
    {
        ValidateMode(source.DefaultMode, $"{path}.defaultMode", errors);
        ValidateItems(source.Items, path, errors);
    }

    public static void ValidateConfigMap(ConfigMapVolumeSource source, string path, FieldErrors errors)
    {
        ValidateMode(source.DefaultMode, $"{path}.defaultMode", errors);
        ValidateItems(source.Items, path, errors);
    }

    public static void ValidateDownward(DownwardApiVolumeSource source, string path, FieldErrors errors)
    {
        ValidateMode(source.DefaultMode, $"{path}.defaultMode", errors);
        ValidateFiles(source.Items, path, errors);
    }

    public static void ValidateProjected(ProjectedVolumeSource source, string path, FieldErrors errors)
    {
        ValidateMode(source.DefaultMode, $"{path}.defaultMode", errors);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < source.Sources.Length; index++)
        {
            var at = FieldPath.Item($"{path}.sources", index);
            var projection = source.Sources[index];
            ValidateItems(projection.Secret?.Items ?? [], $"{at}.secret", errors);
            ValidateFiles(projection.DownwardApi?.Items ?? [], $"{at}.downwardAPI", errors);
            ValidateItems(projection.ConfigMap?.Items ?? [], $"{at}.configMap", errors);
            if (projection.ServiceAccountToken is { Path: { Length: > 0 } file })
            {
                errors.InvalidAll($"{at}.serviceAccountToken.path", file, PathRules.NotDescendingOrReserved(file));
            }

            foreach (var (field, taken) in PathsOf(projection).Where(found => found.File.Length > 0 && !paths.Add(found.File)))
            {
                errors.Invalid($"{at}.{field}", taken, "conflicting duplicate paths");
            }

            if (new object?[] { projection.Secret, projection.DownwardApi, projection.ConfigMap, projection.ServiceAccountToken }.Count(given => given is not null) > 1)
            {
                errors.Forbidden(at, "may not specify more than 1 volume type");
            }
        }
    }

    private static IEnumerable<(string Field, string File)> PathsOf(VolumeProjection projection) =>
    [
        .. (projection.Secret?.Items ?? []).Select(item => ("secret", item.Path)),
        .. (projection.DownwardApi?.Items ?? []).Select(item => ("downwardAPI", item.Path)),
        .. (projection.ConfigMap?.Items ?? []).Select(item => ("configMap", item.Path)),
        .. projection.ServiceAccountToken is { } token ? [("serviceAccountToken", token.Path ?? "")] : Array.Empty<(string, string)>(),
    ];

    private static void ValidateItems(ImmutableArray<KeyToPath> items, string path, FieldErrors errors)
    {
        for (var index = 0; index < items.Length; index++)
        {
            var at = FieldPath.Item($"{path}.items", index);
            errors.InvalidAll($"{at}.path", items[index].Path, PathRules.NotDescendingOrReserved(items[index].Path));
            ValidateMode(items[index].Mode, $"{at}.mode", errors);
        }
    }

    private static void ValidateFiles(ImmutableArray<DownwardApiVolumeFile> files, string path, FieldErrors errors)
    {
        for (var index = 0; index < files.Length; index++)
        {
            var (file, at) = (files[index], FieldPath.Item($"{path}.items", index));
            errors.InvalidAll($"{at}.path", file.Path, PathRules.NotDescendingOrReserved(file.Path));
            ValidateMode(file.Mode, $"{at}.mode", errors);
            DownwardValidation.ValidateField(file.FieldRef, DownwardValidation.FileFields, $"{at}.fieldRef", errors);
            DownwardValidation.ValidateResourceOfFile(file.ResourceFieldRef, $"{at}.resourceFieldRef", errors);
            if (file is { FieldRef: not null, ResourceFieldRef: not null })
            {
                errors.Invalid(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
            else if (file is { FieldRef: null, ResourceFieldRef: null })
            {
                errors.Required(at, "one of fieldRef and resourceFieldRef is required");
            }
        }
    }

    private static void ValidateMode(int? mode, string path, FieldErrors errors)
    {
        if (mode is < 0 or > FileModes.Max)
        {
            errors.Invalid(path, mode.Value, ModeRule);
        }
    }
}
