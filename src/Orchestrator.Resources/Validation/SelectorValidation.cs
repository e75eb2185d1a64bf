using System.Globalization;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for label selectors in documents.</summary>
internal static class SelectorValidation
{
    public static void Validate(LabelSelector selector, string path, FieldErrors errors)
    {
        MetadataValidation.ValidateLabels(selector.MatchLabels, $"{path}.matchLabels", errors);
        for (var index = 0; index < selector.MatchExpressions.Length; index++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.matchExpressions[{index}].values");
            var requirement = selector.MatchExpressions[index];
            if (requirement.Operator is LabelSelectorOperator.In or LabelSelectorOperator.NotIn && requirement.Values.IsEmpty)
            {
                errors.Required(at, "must be specified when `operator` is 'In' or 'NotIn'");
            }

            if (requirement.Operator is LabelSelectorOperator.Exists or LabelSelectorOperator.DoesNotExist && !requirement.Values.IsEmpty)
            {
                errors.Forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
            }

            foreach (var value in requirement.Values)
            {
                errors.InvalidAll(at, value, TextRules.LabelValueFaults(value));
            }
        }
    }
}
