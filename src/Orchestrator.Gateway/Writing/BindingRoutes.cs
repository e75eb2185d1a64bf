using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Writing;

/// <summary>Bindings of pods to nodes, by which schedulers of others place pods: refused, for a node admits only what its own account of it allows.</summary>
internal sealed class BindingRoutes : IKindEndpoints
{
    private static readonly KindDescription Kind = ResourceKinds.Of<Pod>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods($"{KindPaths.Item(Kind)}/binding", [HttpMethods.Post], RefuseAsync).WithMetadata(new RouteFacts("create", "pods/binding"));
        routes.MapMethods("/api/v1/namespaces/{namespace}/bindings", [HttpMethods.Post], RefuseAsync).WithMetadata(new RouteFacts("create", "bindings"));
    }

    private static Task RefuseAsync(HttpContext context) => throw Refusals.MethodNotAllowed(
        "pods are bound to nodes by the scheduler alone; to choose a pod's node, create it with spec.nodeName or spec.nodeSelector");
}
