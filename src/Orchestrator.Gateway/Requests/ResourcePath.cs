using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Requests;

/// <summary>
/// What a path says of the object that is meant. Names are checked before they become a part of a grain's key or of a query; no object has a name
/// that breaks its kind's rule, so the answer to one is that there is none.
/// </summary>
internal static class ResourcePath
{
    /// <summary>The namespace in the path; null where it has none.</summary>
    public static string? NamespaceOf(HttpContext context) => context.Request.RouteValues["namespace"] is not string ns ? null
        : TextRules.Faults(TextFormat.DnsLabel, ns).Any() ? throw ApiErrors.NotFound("", "namespaces", ns)
        : ns;

    /// <summary>The object in the path.</summary>
    public static ResourceKey KeyOf(HttpContext context, KindDescription kind)
    {
        var ns = NamespaceOf(context) ?? "";
        var name = (string)context.Request.RouteValues["name"]!;
        return TextRules.Faults(kind.NameFormat, name).Any()
            ? throw ApiErrors.NotFound(kind.Group, kind.Plural, name)
            : new ResourceKey(kind.Group, kind.Kind, ns, name);
    }
}
