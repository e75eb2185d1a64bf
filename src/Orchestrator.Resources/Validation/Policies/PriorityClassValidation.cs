using Orchestrator.Resources.Scheduling;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for PriorityClasses.</summary>
internal static class PriorityClassValidation
{
    /// <summary>Higher ones are the system's.</summary>
    private const int ValueMax = 1_000_000_000;
    private const string SystemPrefix = "system-";

    public static void Validate(PriorityClass next, PriorityClass? previous, FieldErrors errors)
    {
        if (next.Metadata.Name.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            errors.Forbidden("metadata.name", $"priority class names with '{SystemPrefix}' prefix are reserved for system use only");
        }
        else if (next.Value > ValueMax)
        {
            errors.Forbidden("value", $"maximum allowed value of a user defined priority is {ValueMax}");
        }

        if (previous is not null && previous.Value != next.Value)
        {
            errors.Forbidden("value", "may not be changed in an update.");
        }
    }
}
