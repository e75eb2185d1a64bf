using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Grains.Resources;

/// <summary>What an object has to pass before it is stored: defaults, validation, and what only the system may change stays as it is.</summary>
public static class ObjectAdmission
{
    /// <summary>A new object that has its defaults. 422 where fields are wrong.</summary>
    public static T Admit<T>(T complete)
        where T : class, IResource<T>
    {
        Require(complete, null);
        return complete;
    }

    /// <summary>An object that replaces another: identity, deletion and status stay, and the generation rises where more than metadata differs.</summary>
    public static T AdmitReplacement<T>(T resource, T current)
        where T : class, IResource<T>
    {
        var kept = current.Metadata;
        var metadata = resource.Metadata with
        {
            Uid = kept.Uid,
            ResourceVersion = null,
            CreationTimestamp = kept.CreationTimestamp,
            DeletionTimestamp = kept.DeletionTimestamp,
            DeletionGracePeriodSeconds = kept.DeletionGracePeriodSeconds,
            GenerateName = kept.GenerateName,
            Generation = kept.Generation,
        };
        var complete = ResourceDefaults.Apply(resource.WithStatusOf(current).WithMetadata(metadata));
        Require(complete, current);
        RequireNoNewFinalizers(complete, kept);
        var sameSpec = ResourceJson.SameContent(complete.WithMetadata(kept), current);
        return sameSpec ? complete : complete.WithMetadata(complete.Metadata with { Generation = kept.Generation + 1 });
    }

    /// <summary>An object with a new status. 422 where fields are wrong.</summary>
    public static T AdmitStatus<T>(T resource, T current)
        where T : class, IResource<T>
    {
        Require(resource, current);
        return resource;
    }

    private static void Require<T>(T resource, T? current)
        where T : class, IResource<T>
    {
        var errors = ResourceValidation.Validate(resource, current);
        if (!errors.IsEmpty)
        {
            throw Invalid<T>(resource.Metadata.Name, [.. errors.Select(Cause)]);
        }
    }

    private static void RequireNoNewFinalizers<T>(T resource, ObjectMeta current)
        where T : class, IResource<T>
    {
        var added = resource.Metadata.Finalizers.Except(current.Finalizers, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (current.DeletionTimestamp is not null && added.Count > 0)
        {
            var message = $"Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers {string.Join(", ", added)}";
            throw Invalid<T>(resource.Metadata.Name, [new StatusCause { Reason = "FieldValueForbidden", Message = message, Field = "metadata.finalizers" }]);
        }
    }

    private static StatusCause Cause(FieldError error) => new() { Reason = error.Reason, Message = error.Message, Field = error.Field };

    private static ApiException Invalid<T>(string name, ImmutableArray<StatusCause> causes)
        where T : class, IResource<T>
    {
        var kind = ResourceKinds.Of<T>();
        return ApiErrors.Invalid(kind.Group, kind.Kind, name, causes);
    }
}
