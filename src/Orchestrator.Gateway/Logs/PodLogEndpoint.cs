using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Limits;
using Orchestrator.Gateway.Reading;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Logs;

/// <summary>Streams what a container of a pod wrote, and goes on with what it writes where the client follows.</summary>
internal sealed class PodLogEndpoint(
    IResourceReader reader, IPodLogSource logs, GatewayLimits limits, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>
    /// A refusal of the node comes at once, a quiet container's first line perhaps never: after so long the answer begins, and its code says that all is well.
    /// </summary>
    private static readonly TimeSpan FirstPieceWait = TimeSpan.FromSeconds(2);

    private static readonly KindDescription Kind = ResourceKinds.Of<Pod>();

    public async Task InvokeAsync(HttpContext context)
    {
        var key = ResourcePath.KeyOf(context, Kind);
        var stored = await reader.FindAsync(key, context.RequestAborted) ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, key.Name);
        var pod = ResourceJson.Deserialize<Pod>(stored.Document.Span);
        var request = LogQuery.Read(context.Request.Query, pod, time.GetUtcNow());
        LogContainer.RequireOutput(pod, request);
        using var place = limits.LogStreams.TryEnter() ?? throw Refusals.TooManyRequests("logs being read");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.RequestAborted);
        try
        {
            await StreamAsync(context, logs.ReadAsync(pod.Spec.NodeName!, request, end.Token), request.LimitBytes ?? long.MaxValue, end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // The server stops; what was sent is whole.
        }
    }

    private async Task StreamAsync(HttpContext context, IAsyncEnumerable<byte[]> output, long bytesMax, CancellationToken end)
    {
        await using var pieces = output.GetAsyncEnumerator(end);
        var next = pieces.MoveNextAsync().AsTask();
        await Task.WhenAny(next, Task.Delay(FirstPieceWait, time, end));
        if (next.IsFaulted)
        {
            await next;
        }

        await StartAsync(context, next);
        var left = bytesMax;
        while (left > 0 && await next)
        {
            // The node keeps to the bound too; here it also holds against one that does not.
            var piece = pieces.Current.AsMemory(0, (int)Math.Min(pieces.Current.Length, left));
            left -= piece.Length;
            await context.Response.BodyWriter.WriteAsync(piece, context.RequestAborted);
            next = left > 0 ? pieces.MoveNextAsync().AsTask() : Task.FromResult(false);
        }
    }

    private static async Task StartAsync(HttpContext context, Task next)
    {
        try
        {
            context.Response.ContentType = "text/plain";
            await context.Response.StartAsync(context.RequestAborted);
            await JsonAnswer.SendAsync(context);
        }
        catch
        {
            // An enumeration must not be disposed of in the middle of a step; the client's leaving ends this one.
            await Task.WhenAny(next);
            throw;
        }
    }
}
