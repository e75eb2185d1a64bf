using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>
/// Before the answer is that there is no such path, looks whether a definition makes it one which this gateway has not seen yet: whoever made it may have done so
/// through another. What tells of all kinds waits until the definitions were read once.
/// </summary>
internal sealed class CustomKindCatchUp(RequestDelegate next, CustomKindTable table)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            if (NameIn(context.Request.Path) is var (plural, group))
            {
                await table.CatchUpAsync(plural, group, context.RequestAborted);
            }
        }
        else if (endpoint.Metadata.GetMetadata<RouteFacts>()?.Resource is RouteFacts.Discovery or RouteFacts.OpenApi)
        {
            await table.LoadAsync(context.RequestAborted);
        }

        await next(context);
    }

    /// <summary>The plural and group in <c>/apis/GROUP/VERSION/[namespaces/NAMESPACE/]PLURAL/...</c>; null where the path is none such.</summary>
    private static (string Plural, string Group)? NameIn(PathString path)
    {
        var parts = (path.Value ?? "").Split('/');
        var plural = parts is ["", "apis", _, _, "namespaces", _, var namespaced, ..] ? namespaced : parts is ["", "apis", _, _, var plain, ..] ? plain : null;
        return plural is null || parts[2].Length == 0 || TextRules.Faults(TextFormat.DnsSubdomain, $"{plural}.{parts[2]}").Any() ? null : (plural, parts[2]);
    }
}
