using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Logs;

/// <summary>The route of pods' logs.</summary>
internal sealed class PodLogRoutes(PodLogEndpoint log) : IKindEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods($"{KindPaths.Item(ResourceKinds.Of<Pod>())}/log", [HttpMethods.Get], log.InvokeAsync)
        .WithMetadata(new RouteFacts("get", "pods/log"));
}
