using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Requests;

namespace Orchestrator.Gateway.Kinds;

/// <summary>What a route does with which resource, in Kubernetes' words; for limits and metrics.</summary>
/// <param name="Verb">Such as <c>get</c> or <c>deletecollection</c>.</param>
/// <param name="Resource">Plural and subresource, such as <c>pods/log</c>.</param>
internal sealed record RouteFacts(string Verb, string Resource)
{
    /// <summary>What tells which kinds there are.</summary>
    public const string Discovery = "discovery";

    /// <summary>What tells what objects look like.</summary>
    public const string OpenApi = "openapi";

    private const string Watch = "watch";

    /// <summary>The verb of a request on this route. What counts as a watch here is what is answered as one: who may only list must not watch.</summary>
    public string VerbOf(HttpContext context) => Verb == "list" && context.Request.Query.IsSet(Watch) ? Watch : Verb;

    /// <summary>Whether a request on this route lasts for as long as its client likes.</summary>
    public bool IsLong(HttpContext context) => Resource is "pods/log" or "pods/exec" or "pods/attach" or "pods/portforward" || VerbOf(context) == Watch;
}
