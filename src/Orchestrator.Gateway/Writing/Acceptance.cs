using System.Collections.Immutable;
using Orchestrator.Gateway.Errors;
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
    /// <param name="model">Its kind.</param>
    /// <param name="next">The object to be.</param>
    public static T Complete<T>(ResourceModel<T> model, T next)
        where T : class, IResource<T>
    {
        var complete = model.Default(next);
        ImmutableArray<FieldError> errors = model.Validate(complete, null);
        return errors.IsEmpty ? complete : throw DecodeRefusal.Invalid(model.Kind.Group, model.Kind.Kind, next.Metadata.Name, errors);
    }
}
