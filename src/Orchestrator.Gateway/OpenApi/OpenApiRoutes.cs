using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Orchestrator.Gateway.CustomKinds;
using Orchestrator.Gateway.Discovery;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>
/// The documents by which clients explain, validate and merge: OpenAPI 3 by group and version, each under an address that changes with its
/// contents so that it may be kept, and OpenAPI 2 in one.
/// </summary>
internal static class OpenApiRoutes
{
    private const string Root = "/openapi/v3";
    private const string Hash = "hash";
    private const string Json = "application/json";

    /// <summary>What clients ask for has a sign that no type may have; the answer leaves it out.</summary>
    private const string ProtobufAsked = "proto-openapi.spec.v2";
    private const string ProtobufAnswered = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes, CustomKindTable custom)
    {
        var groups = ServedKinds.All.GroupBy(kind => KindPaths.Root(kind.Group, kind.Version)).ToDictionary(
            group => group.Key, group => new FixedDocument(Json, () => JsonSerializer.SerializeToUtf8Bytes(GroupDocument.Of(group))));
        MapGroups(routes, groups);
        var index = new CurrentDocument(custom, _ => new FixedDocument(Json, () => JsonSerializer.SerializeToUtf8Bytes(Index(groups.Concat(custom.Current.Documents)))));
        Add(routes, Root, index.AnswerAsync);
        MapOlder(routes, custom);
        Add(routes, "/openapi/{**rest}", _ => throw Refusals.UnknownPath());
    }

    /// <summary>Adds the documents of groups, by the paths of their kinds.</summary>
    public static void MapGroups(IEndpointRouteBuilder routes, IEnumerable<KeyValuePair<string, FixedDocument>> groups)
    {
        foreach (var (path, document) in groups)
        {
            Add(routes, Root + path, context => AnswerAsync(context, document));
        }
    }

    private static void MapOlder(IEndpointRouteBuilder routes, CustomKindTable custom)
    {
        static JsonObject Document(IEnumerable<KindDescription> kinds) => SwaggerDocument.Of(
            kinds.GroupBy(kind => KindPaths.Root(kind.Group, kind.Version)).Select(group => GroupDocument.Of(group, isForOlder: true)));
        var plain = new CurrentDocument(custom, kinds => new FixedDocument(Json, () => JsonSerializer.SerializeToUtf8Bytes(Document(kinds))));
        var protobuf = new CurrentDocument(custom, kinds => new FixedDocument(ProtobufAnswered, () => SwaggerProtobuf.Write(Document(kinds))));
        Add(routes, "/openapi/v2", context => AsksForProtobuf(context) ? protobuf.AnswerAsync(context) : plain.AnswerAsync(context));
    }

    private static bool AsksForProtobuf(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains(ProtobufAsked, StringComparison.Ordinal);

    /// <summary>Where each document is. Whoever asks under the address of its contents may keep it for good; under another's he is led to it.</summary>
    private static Task AnswerAsync(HttpContext context, FixedDocument document)
    {
        var asked = context.Request.Query.Text(Hash);
        if (asked is not null && asked != document.Hash)
        {
            context.Response.Redirect(Address(context.Request.Path, document), permanent: true);
            return Task.CompletedTask;
        }

        context.Response.Headers[HeaderNames.CacheControl] = asked is null ? "no-cache, private" : "public, max-age=31536000, immutable";
        return document.AnswerAsync(context);
    }

    private static JsonObject Index(IEnumerable<KeyValuePair<string, FixedDocument>> groups) => new()
    {
        ["paths"] = new JsonObject([.. groups.Select(group => KeyValuePair.Create<string, JsonNode?>(
            group.Key.TrimStart('/'), new JsonObject { ["serverRelativeURL"] = Address(Root + group.Key, group.Value) }))]),
    };

    private static string Address(string path, FixedDocument document) => $"{path}?{Hash}={document.Hash}";

    private static void Add(IEndpointRouteBuilder routes, string path, RequestDelegate answer) =>
        routes.MapMethods(path, [HttpMethods.Get], answer).WithMetadata(new RouteFacts("get", RouteFacts.OpenApi));
}
