using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Evicting;

/// <summary>The route of pods' evictions.</summary>
internal sealed class EvictionRoutes(EvictionEndpoint eviction) : IKindEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods($"{KindPaths.Item(ResourceKinds.Of<Pod>())}/eviction", [HttpMethods.Post], eviction.InvokeAsync)
        .WithMetadata(new RouteFacts("create", "pods/eviction"));
}
