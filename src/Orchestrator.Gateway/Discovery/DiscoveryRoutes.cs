using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Access.Reviews;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Discovery;

/// <summary>Says which groups, versions and kinds there are, in the plain form that every client reads.</summary>
internal static class DiscoveryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Add(routes, "/api", new ApiVersions { Versions = ["v1"] });
        Add(routes, "/apis", new ApiGroupList { Groups = [.. Groups().Select(Group)] });
        Add(routes, "/version", ServerVersion.Current);
        foreach (var group in Groups())
        {
            Add(routes, $"/apis/{group.Key}", Group(group) with { Kind = "APIGroup", ApiVersion = "v1" });
        }

        foreach (var version in Kinds().GroupBy(kind => (kind.Group, kind.Version)))
        {
            var resources = new ApiResourceList
            {
                GroupVersion = version.First().ApiVersion,
                Resources = [.. version.SelectMany(ApiResource.AllOf)],
            };
            Add(routes, KindPaths.Root(version.Key.Group, version.Key.Version), resources);
        }

        routes.MapMethods("/openapi/{**rest}", [HttpMethods.Get], _ => throw Refusals.UnknownPath()).WithMetadata(new RouteFacts("get", "openapi"));
    }

    private static IEnumerable<IGrouping<string, KindDescription>> Groups() =>
        Kinds().Where(kind => kind.Group.Length > 0).GroupBy(kind => kind.Group);

    private static IEnumerable<KindDescription> Kinds() => ResourceKinds.All.Concat(ReviewKinds.All);

    private static ApiGroup Group(IGrouping<string, KindDescription> kinds)
    {
        var versions = kinds.Select(kind => kind.Version).Distinct().Select(version => new ApiGroupVersion($"{kinds.Key}/{version}", version)).ToList();
        return new ApiGroup { Name = kinds.Key, Versions = [.. versions], PreferredVersion = versions[0] };
    }

    private static void Add<T>(IEndpointRouteBuilder routes, string path, T document)
    {
        var body = ResourceJson.SerializeToUtf8(document);
        routes.MapMethods(path, [HttpMethods.Get], context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        }).WithMetadata(new RouteFacts("get", "discovery"));
    }
}
