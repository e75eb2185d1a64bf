using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for where environment variables come from.</summary>
internal static class EnvironmentValidation
{
    public static void Validate(Container container, string path, FieldErrors errors)
    {
        ValidateFrom(container.EnvFrom, $"{path}.envFrom", errors);
        for (var index = 0; index < container.Env.Length; index++)
        {
            if (container.Env[index].ValueFrom is { } source)
            {
                ValidateSource(container.Env[index], source, $"{FieldPath.Item($"{path}.env", index)}.valueFrom", errors);
            }
        }
    }

    private static void ValidateFrom(ImmutableArray<EnvFromSource> sources, string path, FieldErrors errors)
    {
        for (var index = 0; index < sources.Length; index++)
        {
            var at = FieldPath.Item(path, index);
            switch (sources[index])
            {
                case { ConfigMapRef: null, SecretRef: null }:
                    errors.Invalid(at, "", "must specify one of: `configMapRef` or `secretRef`");
                    break;
                case { ConfigMapRef: not null, SecretRef: not null }:
                    errors.Invalid(at, "", "may not have more than one field specified at a time");
                    break;
                default:
                    break;
            }
        }
    }

    private static void ValidateSource(EnvVar variable, EnvVarSource source, string path, FieldErrors errors)
    {
        var count = new object?[] { source.FieldRef, source.ResourceFieldRef, source.ConfigMapKeyRef, source.SecretKeyRef }.Count(given => given is not null);
        if (count == 0)
        {
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        }
        else if (!string.IsNullOrEmpty(variable.Value))
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            errors.Invalid(path, "", "may not have more than one field specified at a time");
        }

        DownwardValidation.ValidateField(source.FieldRef, DownwardValidation.VariableFields, $"{path}.fieldRef", errors);
        DownwardValidation.ValidateResource(source.ResourceFieldRef, $"{path}.resourceFieldRef", errors);
        ValidateKey(source.ConfigMapKeyRef?.Key, $"{path}.configMapKeyRef.key", errors);
        ValidateKey(source.SecretKeyRef?.Key, $"{path}.secretKeyRef.key", errors);
    }

    private static void ValidateKey(string? key, string path, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(key))
        {
            ConfigEntries.ValidateKey(path, key, errors);
        }
    }
}
