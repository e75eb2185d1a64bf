using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for tolerations.</summary>
internal static class TolerationValidation
{
    public static void Validate(ImmutableArray<Toleration> tolerations, string path, FieldErrors errors)
    {
        for (var index = 0; index < tolerations.Length; index++)
        {
            Validate(tolerations[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), errors);
        }
    }

    private static void Validate(Toleration toleration, string path, FieldErrors errors)
    {
        if (toleration.Key is { Length: > 0 } key)
        {
            errors.InvalidAll($"{path}.key", key, TextRules.Faults(TextFormat.QualifiedName, key));
        }
        else if (toleration.Operator != TolerationOperator.Exists)
        {
            errors.Invalid($"{path}.operator", toleration.Operator ?? "", "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.TolerationSeconds is not null && toleration.Effect is not (null or "" or TaintEffect.NoExecute))
        {
            errors.Invalid($"{path}.effect", toleration.Effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        if (toleration.Operator == TolerationOperator.Exists && toleration.Value is { Length: > 0 } value)
        {
            errors.Invalid($"{path}.operator", value, "value must be empty when `operator` is 'Exists'");
        }
        else if (toleration.Value is { } compared)
        {
            errors.InvalidAll($"{path}.value", compared, TextRules.LabelValueFaults(compared));
        }
    }
}
