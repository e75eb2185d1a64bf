using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Orchestrator.Gateway.CustomKinds;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Discovery;

/// <summary>Says which groups, versions and kinds there are: in one document for clients that ask for it, and in the plain form that every client reads.</summary>
internal static class DiscoveryRoutes
{
    private const string Json = "application/json";

    /// <summary>The versions of the document about everything, the best first.</summary>
    private static readonly string[] AggregatedVersions = ["v2", "v2beta1"];

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, CustomKindTable custom)
    {
        AddRoot(routes, "/api", custom, _ => new ApiVersions { Versions = ["v1"] }, kind => kind.Group.Length == 0);
        AddRoot(routes, "/apis", custom, kinds => new ApiGroupList { Groups = [.. Groups(kinds).Select(Group)] }, kind => kind.Group.Length > 0);
        Add(routes, "/version", Plain(ServerVersion.Current).AnswerAsync);
        MapGroups(routes, [.. ServedKinds.All, .. RefusedKinds.All]);
    }

    /// <summary>Adds the routes of the groups of these kinds.</summary>
    public static void MapGroups(IEndpointRouteBuilder routes, IReadOnlyCollection<KindDescription> kinds)
    {
        foreach (var group in Groups(kinds))
        {
            Add(routes, $"/apis/{group.Key}", Plain(Group(group) with { Kind = "APIGroup", ApiVersion = "v1" }).AnswerAsync);
        }

        foreach (var version in kinds.GroupBy(kind => (kind.Group, kind.Version)))
        {
            var resources = new ApiResourceList
            {
                GroupVersion = version.First().ApiVersion,
                Resources = [.. version.SelectMany(ApiResource.AllOf)],
            };
            Add(routes, KindPaths.Root(version.Key.Group, version.Key.Version), Plain(resources).AnswerAsync);
        }
    }

    private static IEnumerable<IGrouping<string, KindDescription>> Groups(IEnumerable<KindDescription> kinds) =>
        kinds.Where(kind => kind.Group.Length > 0).GroupBy(kind => kind.Group);

    private static ApiGroup Group(IGrouping<string, KindDescription> kinds)
    {
        var versions = kinds.Select(kind => kind.Version).Distinct().Select(version => new ApiGroupVersion($"{kinds.Key}/{version}", version)).ToList();
        return new ApiGroup { Name = kinds.Key, Versions = [.. versions], PreferredVersion = versions[0] };
    }

    /// <summary>A path that answers for all its groups at once where the client can read that.</summary>
    private static void AddRoot<T>(
        IEndpointRouteBuilder routes, string path, CustomKindTable custom, Func<IEnumerable<KindDescription>, T> plain, Func<KindDescription, bool> isHere)
    {
        var plainly = new CurrentDocument(custom, kinds => Plain(plain(kinds)));
        var aggregated = AggregatedVersions.ToDictionary(version => version, version => new CurrentDocument(custom, kinds => new FixedDocument(
            $"{Json};g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList",
            () => JsonSerializer.SerializeToUtf8Bytes(AggregatedDiscovery.Of(kinds.Concat(RefusedKinds.All).Where(isHere), version)))));
        Add(routes, path, context => (VersionAskedFor(context.Request) is { } version ? aggregated[version] : plainly).AnswerAsync(context));
    }

    /// <summary>The version of the aggregated document that the client prefers; null where it does not ask for one before plain JSON.</summary>
    private static string? VersionAskedFor(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types))
        {
            return null;
        }

        foreach (var type in types.OrderByDescending(type => type.Quality ?? 1))
        {
            string? Parameter(string name) => type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Value;
            if (Parameter("as") == "APIGroupDiscoveryList" && Parameter("g") == "apidiscovery.k8s.io" && AggregatedVersions.Contains(Parameter("v")))
            {
                return Parameter("v");
            }

            if (type.MediaType == Json && Parameter("as") is null)
            {
                return null;
            }
        }

        return null;
    }

    private static FixedDocument Plain<T>(T document) => new(Json, () => ResourceJson.SerializeToUtf8(document));

    private static void Add(IEndpointRouteBuilder routes, string path, RequestDelegate answer) =>
        routes.MapMethods(path, [HttpMethods.Get], answer).WithMetadata(new RouteFacts("get", RouteFacts.Discovery));
}
