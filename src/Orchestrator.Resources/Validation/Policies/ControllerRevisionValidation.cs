using Orchestrator.Resources.Apps;

namespace Orchestrator.Resources.Validation.Policies;

/// <summary>Rules for ControllerRevisions.</summary>
internal static class ControllerRevisionValidation
{
    public static void Validate(ControllerRevision revision, FieldErrors errors)
    {
        if (revision.Data is null)
        {
            errors.Required("data", "data is mandatory");
        }
    }
}
