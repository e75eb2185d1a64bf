using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orchestrator.Gateway.Requests;

namespace Orchestrator.Gateway.Access.Audit;

/// <summary>
/// Logs every write, and every try at one: who, what, from where, and what came of it. Neither bodies nor queries are logged: they have what people keep secret.
/// </summary>
internal sealed partial class AuditLog(RequestDelegate next, ILogger<AuditLog> logger)
{
    private const int CharsMax = 253;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && logger.IsEnabled(LogLevel.Information))
            {
                Write(context);
            }
        }
    }

    private void Write(HttpContext context)
    {
        var caller = context.Features.Get<Caller>();
        var request = AccessRequest.Of(context);
        var what = request.IsResource ? request.Group.Length > 0 ? $"{request.FullResource}.{request.Group}" : request.FullResource : request.Path;
        var named = request.Name.Length > 0 ? request.Name : context.Features.Get<WrittenObject>()?.Name ?? "";
        var where = request.Namespace.Length > 0 && request.Resource != "namespaces" ? $"{request.Namespace}/{named}" : named;
        var who = caller is null ? "nobody" : caller.Impersonator is { } by ? $"{caller.Name} (by {by.Name})" : caller.Name;
        var dryRun = context.Request.Query.Text("dryRun") is null ? "" : " (dry run)";
        var (user, resource, name) = (Printable(who), Printable(what), Printable(where));
        var knownBy = caller?.KnownBy ?? "nothing";
        var address = context.Connection.RemoteIpAddress;
        var code = context.Response.StatusCode;
        LogWrite(user, knownBy, address, request.Verb, resource, name, dryRun, code, context.TraceIdentifier);
    }

    // Names come from callers, and must not look like further lines.
    private static string Printable(string text) => string.Concat(text.Take(CharsMax).Select(letter => char.IsControl(letter) ? '?' : letter));

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{User}, known by {KnownBy}, from {Address}: {Verb} {Resource} {Name}{DryRun} -> {Code}, request {Request}")]
    private partial void LogWrite(
        string user, string knownBy, System.Net.IPAddress? address, string verb, string resource, string name, string dryRun, int code, string request);
}
