using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Limits;
using Orchestrator.Gateway.Requests;
using Orchestrator.Gateway.Telemetry;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Watching;

/// <summary>
/// Streams changes of objects, a line of JSON each. It ends as a watch is meant to end, with the last line whole: after its time, when the server stops, or
/// with an ERROR event where the client has to list again.
/// </summary>
internal sealed class WatchEndpoint<T>(
    ResourceModel<T> model,
    IResourceReader reader,
    WatchLines<T> lines,
    GatewayLimits limits,
    GatewayMetrics metrics,
    IHostApplicationLifetime lifetime,
    IOptions<GatewayOptions> options,
    TimeProvider time)
    where T : class, IResource<T>
{
    private KindDescription Kind => model.Kind;

    public async Task InvokeAsync(HttpContext context)
    {
        var asked = ListOptions.Read(context, Kind);
        var format = WatchLines<T>.FormatFor(context);
        using var place = limits.Watches.TryEnter() ?? throw Refusals.TooManyRequests("watches");
        using var counted = metrics.CountWatch(Kind.QualifiedPlural);
        using var timer = new CancellationTokenSource(DurationOf(asked), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, lifetime.ApplicationStopping, context.RequestAborted);
        try
        {
            await StreamAsync(context, asked, format, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // Its time is up, or the server stops: an answer without an error, which clients go on from.
            await WatchLines<T>.StartAsync(context);
        }
    }

    private TimeSpan DurationOf(ListOptions asked)
    {
        var longest = options.Value.WatchDurationMax;
        return asked.TimeoutSeconds is > 0 and var seconds && seconds < longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : longest;
    }

    private async Task StreamAsync(HttpContext context, ListOptions asked, WatchFormat format, CancellationToken end)
    {
        await using var events = EventsAsync(asked, end).GetAsyncEnumerator(end);
        var next = events.MoveNextAsync().AsTask();
        if (next.IsFaulted)
        {
            // Nothing is sent yet, so the answer's own code can say what is wrong.
            await next;
        }

        await StartAsync(context, next);
        try
        {
            while (await next)
            {
                await lines.WriteAsync(context, events.Current, format);
                next = events.MoveNextAsync().AsTask();
            }
        }
        catch (ResourceExpiredException expired)
        {
            await WatchLines<T>.WriteErrorAsync(context, Refusals.Expired(expired.Message).Status);
        }
        catch (Exception fault) when (fault is StorageUnavailableException or ResourceVersionAheadException)
        {
            await WatchLines<T>.WriteErrorAsync(context, FaultStatus.Of(fault, 0)!);
        }
    }

    private static async Task StartAsync(HttpContext context, Task next)
    {
        try
        {
            await WatchLines<T>.StartAsync(context);
        }
        catch
        {
            // An enumeration must not be disposed of in the middle of a step; the client's leaving ends this one.
            await Task.WhenAny(next);
            throw;
        }
    }

    private async IAsyncEnumerable<WatchLine> EventsAsync(ListOptions asked, [EnumeratorCancellation] CancellationToken end)
    {
        var query = asked.Query with { Limit = null, Continue = null };
        var from = asked.ResourceVersion ?? 0;
        if (from == 0 || asked.SendInitialEvents == true)
        {
            var withObjects = asked.SendInitialEvents ?? true;
            var page = query with { Limit = withObjects ? options.Value.ListChunkItems : 1 };
            do
            {
                var list = await reader.ListAsync(page, end);
                from = list.ResourceVersion;
                if (asked.ResourceVersion > from)
                {
                    throw new ResourceVersionAheadException(asked.ResourceVersion.Value, from);
                }

                page = page with { Continue = list.Continue };
                foreach (var item in withObjects ? list.Items : [])
                {
                    yield return new WatchLine(new WatchEvent(WatchEventType.Added, item.ResourceVersion, item.Document));
                }
            }
            while (withObjects && page.Continue is not null);
            if (asked is { SendInitialEvents: true, AllowBookmarks: true })
            {
                yield return new WatchLine(new WatchEvent(WatchEventType.Bookmark, from, default)) { EndsInitialEvents = true };
            }
        }

        await foreach (var change in reader.WatchAsync(query, from, end))
        {
            if (change.Type != WatchEventType.Bookmark || asked.AllowBookmarks)
            {
                yield return new WatchLine(change);
            }
        }
    }
}
