using Orchestrator.Resources.Core;
using Orchestrator.Resources.Policy;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for PodDisruptionBudgets.</summary>
internal static class DisruptionBudgetValidation
{
    public static void Validate(PodDisruptionBudgetSpec? spec, FieldErrors errors)
    {
        if (spec is null)
        {
            return;
        }

        if (spec is { MinAvailable: not null, MaxUnavailable: not null })
        {
            errors.Invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }

        ValidateShare(spec.MinAvailable, "spec.minAvailable", errors);
        ValidateShare(spec.MaxUnavailable, "spec.maxUnavailable", errors);
        if (spec.Selector is { } selector)
        {
            SelectorValidation.Validate(selector, "spec.selector", errors);
        }
    }

    private static void ValidateShare(IntOrString? value, string path, FieldErrors errors)
    {
        if (value is not { } share)
        {
            return;
        }

        if (share.Text is null && share.Number < 0)
        {
            errors.Invalid(path, share.Number, "must be greater than or equal to 0");
        }
        else if (share.Text is { } text && share.Percentage is not >= 0)
        {
            errors.Invalid(path, text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }
        else if (share.Percentage > 100)
        {
            errors.Invalid(path, share.Text, "must not be greater than 100%");
        }
    }
}
