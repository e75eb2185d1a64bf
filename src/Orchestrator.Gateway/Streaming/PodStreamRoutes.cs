using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Streaming.Forwarding;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Streaming;

/// <summary>The routes of streams to pods. Clients that are no browsers come with GET or POST, and the verbs that have to be granted differ.</summary>
internal sealed class PodStreamRoutes(ExecEndpoint exec, AttachEndpoint attach, PortForwardEndpoint forward) : IKindEndpoints
{
    private static readonly string Pod = KindPaths.Item(ResourceKinds.Of<Pod>());

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "exec", exec.InvokeAsync);
        Map(routes, "attach", attach.InvokeAsync);
        Map(routes, "portforward", forward.InvokeAsync);
        foreach (var (method, verb) in (ReadOnlySpan<(string, string)>)[(HttpMethods.Get, "get"), (HttpMethods.Put, "update"), (HttpMethods.Patch, "patch")])
        {
            routes.MapMethods($"{Pod}/ephemeralcontainers", [method], EphemeralContainers.RefuseAsync).WithMetadata(new RouteFacts(verb, "pods/ephemeralcontainers"));
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string subresource, RequestDelegate endpoint)
    {
        routes.MapMethods($"{Pod}/{subresource}", [HttpMethods.Get], endpoint).WithMetadata(new RouteFacts("get", $"pods/{subresource}"));
        routes.MapMethods($"{Pod}/{subresource}", [HttpMethods.Post], endpoint).WithMetadata(new RouteFacts("create", $"pods/{subresource}"));
    }
}
