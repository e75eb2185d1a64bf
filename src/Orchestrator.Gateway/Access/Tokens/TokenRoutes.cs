using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Tokens;

/// <summary>The route of service accounts' tokens.</summary>
internal sealed class TokenRoutes(TokenEndpoint token) : IKindEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods($"{KindPaths.Item(ResourceKinds.Of<ServiceAccount>())}/token", [HttpMethods.Post], token.InvokeAsync)
        .WithMetadata(new RouteFacts("create", "serviceaccounts/token"));
}
