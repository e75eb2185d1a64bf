using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;

namespace Orchestrator.Gateway.Access;

/// <summary>What somebody wants to do.</summary>
internal sealed record AccessRequest
{
    /// <summary>What is to be done, in Kubernetes' words, or the HTTP method in small letters where it is about no resource.</summary>
    public required string Verb { get; init; }

    /// <summary>API group, empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>Plural; empty where it is about no resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Namespace; empty for all, and for what is in none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name; empty where no single object is meant.</summary>
    public string Name { get; init; } = "";

    /// <summary>The path, where it is about no resource.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether it is about a resource, rather than about a path.</summary>
    public bool IsResource => Resource.Length > 0;

    /// <summary>The resource with its subresource, such as <c>pods/log</c>.</summary>
    public string FullResource => Subresource.Length > 0 ? $"{Resource}/{Subresource}" : Resource;

    /// <summary>
    /// What a request is about. It is read from the route that will answer, never from the text of the path: so nothing can be asked for under one name and answered
    /// under another. A route that does not say what it is about is a path like any other, which only those may ask for who may do everything.
    /// </summary>
    public static AccessRequest Of(HttpContext context)
    {
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        if (endpoint?.Metadata.GetMetadata<RouteFacts>() is not { } facts || GroupOf(endpoint) is not { } group)
        {
            return new AccessRequest { Verb = context.Request.Method.ToLowerInvariant(), Path = context.Request.Path.Value ?? "/" };
        }

        var (resource, subresource) = facts.Resource.Split('/', 2) is [var before, var after] ? (before, after) : (facts.Resource, "");
        var name = context.Request.RouteValues["name"] as string ?? "";
        return new AccessRequest
        {
            Verb = facts.VerbOf(context),
            Group = group,
            Resource = resource,
            Subresource = subresource,
            // A namespace is in itself, so that a role of a namespace can let it be read.
            Namespace = context.Request.RouteValues["namespace"] as string ?? (resource == "namespaces" ? name : ""),
            Name = name,
        };
    }

    /// <summary>The group in a route's pattern, such as <c>/apis/apps/v1/deployments</c>; null where it is no resource's.</summary>
    private static string? GroupOf(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText?.Trim('/').Split('/') switch
    {
        ["api", _, _, ..] => "",
        ["apis", var group, _, _, ..] when !group.Contains('{', StringComparison.Ordinal) => group,
        _ => null,
    };
}
