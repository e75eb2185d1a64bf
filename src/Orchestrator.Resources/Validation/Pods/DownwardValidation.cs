using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for fields of a pod and resources of its containers that the pod itself is given to see.</summary>
internal static class DownwardValidation
{
    private const string Version = "v1";

    /// <summary>What variables may be.</summary>
    public static readonly ImmutableArray<string> VariableFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    /// <summary>What files may be: fields that are known before the pod runs.</summary>
    public static readonly ImmutableArray<string> FileFields =
        [PodFieldPath.Annotations, PodFieldPath.Labels, "metadata.name", "metadata.namespace", "metadata.uid"];

    // What Kubernetes knows as a path of a pod at all; anything else is another fault than a path that can't be had here.
    private static readonly ImmutableArray<string> KnownFields =
        [.. VariableFields, .. FileFields, "spec.restartPolicy", "spec.schedulerName", "status.phase"];

    private static readonly ImmutableArray<string> Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    private static readonly ImmutableArray<string> CpuUnits = ["1m", "1"];
    private static readonly ImmutableArray<string> ByteUnits = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    public static void ValidateField(ObjectFieldSelector? selector, ImmutableArray<string> fields, string path, FieldErrors errors)
    {
        if (selector is not { FieldPath.Length: > 0 })
        {
            return;
        }

        var at = $"{path}.fieldPath";
        var field = PodFieldPath.Parse(selector.FieldPath);
        if ((selector.ApiVersion ?? Version) != Version)
        {
            errors.Invalid(at, selector.FieldPath, $"error converting fieldPath: unsupported pod version: {selector.ApiVersion}");
        }
        else if (field.Key is { } key)
        {
            ValidateKey(field, key, path, errors);
        }
        else if (!KnownFields.Contains(field.Path))
        {
            errors.Invalid(at, selector.FieldPath, $"error converting fieldPath: field label not supported: {field.Path}");
        }
        else if (!fields.Contains(field.Path))
        {
            errors.NotSupported(at, field.Path, fields);
        }
    }

    /// <summary>Rules for a resource that a file shows, which is of a container that is named.</summary>
    public static void ValidateResourceOfFile(ResourceFieldSelector? selector, string path, FieldErrors errors)
    {
        if (selector is not null && string.IsNullOrEmpty(selector.ContainerName))
        {
            errors.Required($"{path}.containerName");
        }

        ValidateResource(selector, path, errors);
    }

    public static void ValidateResource(ResourceFieldSelector? selector, string path, FieldErrors errors)
    {
        if (selector is not { Resource.Length: > 0 })
        {
            return;
        }

        if (!Resources.Contains(selector.Resource))
        {
            errors.NotSupported($"{path}.resource", selector.Resource, Resources);
            return;
        }

        var (units, name) = selector.Resource.Split('.')[1] switch
        {
            ResourceName.Cpu => (CpuUnits, "cpu"),
            ResourceName.Memory => (ByteUnits, "memory"),
            _ => (ByteUnits, "local ephemeral storage"),
        };
        if (selector.Divisor is { Sign: not 0 } divisor && !units.Any(unit => Quantity.Parse(unit) == divisor))
        {
            errors.Invalid($"{path}.divisor", selector.Resource, $"only divisor's values {Listed(units)} are supported with the {name} resource");
        }
    }

    private static void ValidateKey(PodFieldPath field, string key, string path, FieldErrors errors)
    {
        switch (field.Path)
        {
            case PodFieldPath.Labels:
                errors.InvalidAll(path, key, TextRules.Faults(TextFormat.QualifiedName, key));
                break;
            case PodFieldPath.Annotations:
                errors.InvalidAll(path, key, TextRules.Faults(TextFormat.QualifiedName, key.ToLowerInvariant()));
                break;
            default:
                errors.Invalid($"{path}.fieldPath", $"{field.Path}['{key}']", $"error converting fieldPath: field label does not support subscript: {field.Path}['{key}']");
                break;
        }
    }

    private static string Listed(ImmutableArray<string> units) => units.Length == 2 ? string.Join(" and ", units) : string.Join(", ", units);
}
