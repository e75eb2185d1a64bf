using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Scaling;

/// <summary>The routes of a kind that can be scaled.</summary>
internal sealed class ScaleRoutes<T>(ResourceModel<T> model, ScaleEndpoints<T> scale) : IKindEndpoints
    where T : class, IResource<T>, new()
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var kind = model.Kind;
        var path = $"{KindPaths.Item(kind)}/scale";
        var resource = $"{kind.Plural}/scale";
        routes.MapMethods(path, [HttpMethods.Get], scale.GetAsync).WithMetadata(new RouteFacts("get", resource));
        routes.MapMethods(path, [HttpMethods.Put], scale.PutAsync).WithMetadata(new RouteFacts("update", resource));
        routes.MapMethods(path, [HttpMethods.Patch], scale.PatchAsync).WithMetadata(new RouteFacts("patch", resource));
    }
}
