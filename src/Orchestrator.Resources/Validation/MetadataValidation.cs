using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for metadata.</summary>
internal static class MetadataValidation
{
    private const int AnnotationsBytesMax = 256 * 1024;

    public static void Validate(ObjectMeta metadata, KindDescription kind, FieldErrors errors)
    {
        ValidateNames(metadata, kind, errors);
        ValidateNamespace(metadata.Namespace, kind, errors);
        ValidateLabels(metadata.Labels, "metadata.labels", errors);
        ValidateAnnotations(metadata.Annotations, "metadata.annotations", errors);
        for (var index = 0; index < metadata.Finalizers.Length; index++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"metadata.finalizers[{index}]");
            errors.InvalidAll(path, metadata.Finalizers[index], TextRules.Faults(TextFormat.QualifiedName, metadata.Finalizers[index]));
        }

        ManagedFieldsValidation.Validate(metadata.ManagedFields, "metadata.managedFields", errors);
        var controllers = metadata.OwnerReferences.Where(owner => owner.Controller == true).Select(owner => owner.Name).ToList();
        if (controllers.Count > 1)
        {
            errors.Invalid("metadata.ownerReferences", controllers, "Only one reference can have Controller set to true");
        }
    }

    public static void ValidateUpdate(ObjectMeta next, ObjectMeta previous, FieldErrors errors)
    {
        if (next.Generation != 0 && next.Generation < previous.Generation)
        {
            errors.Invalid("metadata.generation", next.Generation, "must not be decremented");
        }

        if (previous.DeletionTimestamp is null)
        {
            return;
        }

        var added = next.Finalizers.Except(previous.Finalizers).ToList();
        if (added.Count > 0)
        {
            errors.Forbidden(
                "metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers {string.Join(", ", added)}");
        }
    }

    public static void ValidateLabels(ImmutableSortedDictionary<string, string> labels, string path, FieldErrors errors)
    {
        foreach (var (key, value) in labels)
        {
            errors.InvalidAll(path, key, TextRules.Faults(TextFormat.QualifiedName, key));
            errors.InvalidAll(path, value, TextRules.LabelValueFaults(value));
        }
    }

    public static void ValidateAnnotations(ImmutableSortedDictionary<string, string> annotations, string path, FieldErrors errors)
    {
        foreach (var key in annotations.Keys)
        {
            errors.InvalidAll(path, key, TextRules.Faults(TextFormat.QualifiedName, key.ToLowerInvariant()));
        }

        if (annotations.Sum(pair => (long)Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) > AnnotationsBytesMax)
        {
            errors.TooLong(path, AnnotationsBytesMax);
        }
    }

    private static void ValidateNames(ObjectMeta metadata, KindDescription kind, FieldErrors errors)
    {
        if (metadata.GenerateName is { Length: > 0 } beginning)
        {
            // The server goes on with letters and digits, so a dash at the end is well.
            errors.InvalidAll("metadata.generateName", beginning, TextRules.Faults(kind.NameFormat, beginning.EndsWith('-') ? beginning[..^1] + "a" : beginning));
        }

        if (metadata.Name.Length > 0)
        {
            errors.InvalidAll("metadata.name", metadata.Name, TextRules.Faults(kind.NameFormat, metadata.Name));
        }
        else if (string.IsNullOrEmpty(metadata.GenerateName))
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
    }

    private static void ValidateNamespace(string name, KindDescription kind, FieldErrors errors)
    {
        if (!kind.Namespaced && name.Length > 0)
        {
            errors.Forbidden("metadata.namespace", "not allowed on this type");
        }
        else if (kind.Namespaced && name.Length == 0)
        {
            errors.Required("metadata.namespace");
        }
        else if (kind.Namespaced)
        {
            errors.InvalidAll("metadata.namespace", name, TextRules.Faults(TextFormat.DnsLabel, name));
        }
    }
}
