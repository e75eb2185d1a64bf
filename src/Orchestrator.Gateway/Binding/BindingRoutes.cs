using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Binding;

/// <summary>The routes of bindings: under their pod, and on their own.</summary>
internal sealed class BindingRoutes(BindingEndpoint binding) : IKindEndpoints
{
    private static readonly KindDescription Kind = ResourceKinds.Of<Pod>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods($"{KindPaths.Item(Kind)}/binding", [HttpMethods.Post], binding.InvokeAsync).WithMetadata(new RouteFacts("create", "pods/binding"));
        routes.MapMethods("/api/v1/namespaces/{namespace}/bindings", [HttpMethods.Post], binding.InvokeOfNamespaceAsync).WithMetadata(new RouteFacts("create", "bindings"));
    }
}
