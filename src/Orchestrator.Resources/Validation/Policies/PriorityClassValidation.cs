using Orchestrator.Resources.Scheduling;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for PriorityClasses.</summary>
internal static class PriorityClassValidation
{
    /// <summary>Higher ones are the system's.</summary>
    private const int ValueMax = 1_000_000_000;

    public static void Validate(PriorityClass next, PriorityClass? previous, FieldErrors errors)
    {
        if (next.Metadata.Name.StartsWith(SystemPriorityClass.Prefix, StringComparison.Ordinal))
        {
            ValidateSystem(next, errors);
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

    // What the system has made may be written as it is, with other labels for example.
    private static void ValidateSystem(PriorityClass next, FieldErrors errors)
    {
        if (SystemPriorityClass.ValueOf(next.Metadata.Name) != next.Value || next.GlobalDefault)
        {
            errors.Forbidden("metadata.name", $"priority class names with '{SystemPriorityClass.Prefix}' prefix are reserved for system use only");
        }
    }
}
