using Orchestrator.Resources.Coordination;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for Leases.</summary>
internal static class LeaseValidation
{
    public static void Validate(LeaseSpec? spec, FieldErrors errors)
    {
        if (spec?.LeaseDurationSeconds is <= 0 and var seconds)
        {
            errors.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        }

        if (spec?.LeaseTransitions is < 0 and var transitions)
        {
            errors.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }

        if (spec is { PreferredHolder.Length: > 0, Strategy: null or "" })
        {
            errors.Forbidden("spec.preferredHolder", "may only be specified if strategy is defined");
        }
    }
}
