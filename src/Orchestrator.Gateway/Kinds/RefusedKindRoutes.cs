using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Kinds;

/// <summary>Answers every request for a refused kind with what to use instead.</summary>
internal sealed class RefusedKindRoutes : IKindEndpoints
{
    private static readonly (string Method, string OfAll, string OfOne)[] Verbs =
    [
        (HttpMethods.Get, "list", "get"),
        (HttpMethods.Post, "create", "create"),
        (HttpMethods.Put, "update", "update"),
        (HttpMethods.Patch, "patch", "patch"),
        (HttpMethods.Delete, "deletecollection", "delete"),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in RefusedKinds.All)
        {
            Map(routes, KindPaths.All(kind), kind, verb => verb.OfAll);
            Map(routes, KindPaths.Items(kind), kind, verb => verb.OfAll);
            Map(routes, $"{KindPaths.Item(kind)}/{{**part}}", kind, verb => verb.OfOne);
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string path, KindDescription kind, Func<(string Method, string OfAll, string OfOne), string> word)
    {
        foreach (var verb in Verbs)
        {
            routes.MapMethods(path, [verb.Method], _ => throw Refusals.MethodNotAllowed($"{kind.Kind} is not served: {RefusedKinds.Instead(kind)}"))
                .WithMetadata(new RouteFacts(word(verb), kind.Plural));
        }
    }
}
