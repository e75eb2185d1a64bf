using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Writing;

/// <summary>Brings what a body says of an object's identity together with what the path says.</summary>
internal static class ObjectIdentity
{
    /// <summary>The object with the namespace of the path; 400 where the body names another.</summary>
    public static T InNamespace<T>(T resource, string? ns)
        where T : class, IResource<T>
    {
        var meta = resource.Metadata;
        if (meta.Namespace.Length > 0 && meta.Namespace != (ns ?? ""))
        {
            throw ApiErrors.BadRequest(ns is null
                ? $"{resource.Kind} has no namespace; remove metadata.namespace \"{meta.Namespace}\""
                : $"the namespace of the provided object does not match the namespace sent on the request: \"{meta.Namespace}\" and \"{ns}\"");
        }

        return resource.WithMetadata(meta with { Namespace = ns ?? "" });
    }

    /// <summary>The object with the identity of the path; 400 where the body names another.</summary>
    public static T At<T>(T resource, ResourceKey key)
        where T : class, IResource<T>
    {
        var placed = InNamespace(resource, key.Namespace.Length == 0 ? null : key.Namespace);
        var name = placed.Metadata.Name;
        return name.Length == 0 || name == key.Name
            ? placed.WithMetadata(placed.Metadata with { Name = key.Name })
            : throw ApiErrors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({key.Name})");
    }

    /// <summary>Refuses a name that its kind does not allow, before it becomes a part of a grain's key.</summary>
    public static void RequireName(KindDescription kind, string name)
    {
        if (name.Length == 0)
        {
            throw Invalid(kind, name, FieldErrorReason.Required, "Required value: name or generateName is required");
        }

        if (TextRules.Faults(kind.NameFormat, name).FirstOrDefault() is { } rule)
        {
            throw Invalid(kind, Shorten(name), FieldErrorReason.Invalid, $"Invalid value: \"{Shorten(name)}\": {rule}");
        }
    }

    private static ApiException Invalid(KindDescription kind, string name, string reason, string message) =>
        ApiErrors.Invalid(kind.Group, kind.Kind, name, [new StatusCause { Reason = reason, Field = "metadata.name", Message = message }]);

    private static string Shorten(string text) => text.Length <= 260 ? text : text[..260];
}
