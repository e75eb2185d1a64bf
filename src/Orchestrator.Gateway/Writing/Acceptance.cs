using System.Collections.Immutable;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Writing;

/// <summary>
/// Turns bad objects away before a grain is woken for them. What depends on the object that is there, such as
/// fields that must not change, the grain alone can tell, and it validates the rest again.
/// </summary>
internal static class Acceptance
{
    /// <summary>The object with its defaults; 422 with a cause a field where it breaks a rule.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="next">The object to be.</param>
    public static T Complete<T>(KindDescription kind, T next)
        where T : class, IResource
    {
        var complete = ResourceDefaults.Apply(next);
        ImmutableArray<FieldError> errors = ResourceValidation.Validate(complete, null);
        return errors.IsEmpty ? complete : throw DecodeRefusal.Invalid(kind.Group, kind.Kind, next.Metadata.Name, errors);
    }
}
