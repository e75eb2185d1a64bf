using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Kinds;

/// <summary>The routes that every kind has, as its description says.</summary>
internal sealed class KindEndpoints<T>(
    ResourceModel<T> model,
    GetEndpoint<T> get,
    ListEndpoint<T> list,
    CreateEndpoint<T> create,
    ReplaceEndpoint<T> replace,
    PatchEndpoint<T> patch,
    StatusEndpoint<T> status,
    DeleteEndpoint<T> delete,
    DeleteCollectionEndpoint<T> deleteCollection) : IKindEndpoints
    where T : class, IResource<T>, new()
{
    private KindDescription Kind => model.Kind;

    public void Map(IEndpointRouteBuilder routes)
    {
        var all = KindPaths.All(Kind);
        var items = KindPaths.Items(Kind);
        var item = KindPaths.Item(Kind);
        Add(routes, items, HttpMethods.Get, ResourceVerbs.List, "list", list.InvokeAsync);
        Add(routes, items, HttpMethods.Post, ResourceVerbs.Create, "create", create.InvokeAsync);
        Add(routes, items, HttpMethods.Delete, ResourceVerbs.DeleteCollection, "deletecollection", deleteCollection.InvokeAsync);
        Add(routes, item, HttpMethods.Get, ResourceVerbs.Get, "get", get.InvokeAsync);
        Add(routes, item, HttpMethods.Put, ResourceVerbs.Update, "update", replace.InvokeAsync);
        Add(routes, item, HttpMethods.Patch, ResourceVerbs.Patch, "patch", patch.InvokeAsync);
        Add(routes, item, HttpMethods.Delete, ResourceVerbs.Delete, "delete", delete.InvokeAsync);
        if (all != items)
        {
            Add(routes, all, HttpMethods.Get, ResourceVerbs.List, "list", list.InvokeAsync);
        }

        if (Kind.HasStatus)
        {
            MapStatus(routes, $"{item}/status");
        }
    }

    private void MapStatus(IEndpointRouteBuilder routes, string path)
    {
        var resource = $"{Kind.Plural}/status";
        routes.MapMethods(path, [HttpMethods.Get], get.InvokeAsync).WithMetadata(new RouteFacts("get", resource));
        if (Kind.ClientsWriteStatus)
        {
            routes.MapMethods(path, [HttpMethods.Put], status.ReplaceAsync).WithMetadata(new RouteFacts("update", resource));
            routes.MapMethods(path, [HttpMethods.Patch], status.PatchAsync).WithMetadata(new RouteFacts("patch", resource));
        }
        else
        {
            routes.MapMethods(path, [HttpMethods.Put, HttpMethods.Patch], RefuseStatusAsync).WithMetadata(new RouteFacts("update", resource));
        }
    }

    private Task RefuseStatusAsync(HttpContext context) => throw Refusals.MethodNotAllowed(
        $"the status of {Kind.Plural} is what the system observes; it cannot be written in this version");

    private void Add(
        IEndpointRouteBuilder routes, string path, string method, ResourceVerbs needed, string verb, RequestDelegate handler)
    {
        if (Kind.Verbs.HasFlag(needed))
        {
            routes.MapMethods(path, [method], handler).WithMetadata(new RouteFacts(verb, Kind.Plural));
        }
    }
}
