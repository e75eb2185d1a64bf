using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for keys of labels whose values a pod adds to a selector.</summary>
internal static class LabelKeyValidation
{
    public static void Validate(ImmutableArray<string> keys, LabelSelector? selector, string path, FieldErrors errors)
    {
        if (!keys.IsEmpty && selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
        }

        for (var i = 0; i < keys.Length; i++)
        {
            errors.InvalidAll(FieldPath.Item(path, i), keys[i], TextRules.Faults(TextFormat.QualifiedName, keys[i]));
        }
    }
}
