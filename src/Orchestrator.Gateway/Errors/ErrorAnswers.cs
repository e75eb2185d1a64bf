using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Errors;

/// <summary>Gives every failed request a Status as its answer: refusals, faults, unknown paths and wrong methods alike.</summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, IOptions<GatewayOptions> options, ILogger<ErrorAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await FillAsync(context);
        }
        catch (Exception fault) when (IsOfLeavingClient(context, fault))
        {
            // Nobody reads the answer; the code is for the metrics alone.
            SetCodeOf(context, StatusCodes.Status499ClientClosedRequest);
        }
#pragma warning disable CA1031 // This is the boundary at which every fault becomes an answer and a line in the log.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await AnswerAsync(context, fault);
        }
    }

    /// <summary>Routing answers unknown paths and wrong methods with a bare code.</summary>
    private static async Task FillAsync(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentType is not null)
        {
            return;
        }

        var status = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Refusals.UnknownPath().Status,
            StatusCodes.Status405MethodNotAllowed => Refusals.MethodNotAllowed().Status,
            _ => null,
        };
        if (status is not null)
        {
            await StatusAnswer.WriteAsync(context, status);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception fault)
    {
        var status = FaultStatus.Of(fault, options.Value.BodyBytesMax) ?? Surprise(context, fault);
        if (status.Code == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(fault, context.Request.Method, context.Request.Path);
        }

        if (context.Response.HasStarted)
        {
            // The code is out. Only a broken connection still tells the client that what it has is not all.
            LogCutOff(fault, context.Request.Method, context.Request.Path);
            context.Abort();
            return;
        }

        context.Response.Clear();
        await StatusAnswer.WriteAsync(context, status);
    }

    private Status Surprise(HttpContext context, Exception fault)
    {
        LogSurprise(fault, context.Request.Method, context.Request.Path, context.TraceIdentifier);
        return FaultStatus.Surprise(context.TraceIdentifier);
    }

    private static bool IsOfLeavingClient(HttpContext context, Exception fault) =>
        context.RequestAborted.IsCancellationRequested && fault is OperationCanceledException or ConnectionResetException or ConnectionAbortedException;

    private static void SetCodeOf(HttpContext context, int code)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = code;
        }
    }
}
