using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Traces;

/// <summary>Takes the traces that silos export over OTLP (HTTP with protocol buffers).</summary>
internal sealed class SpanReceiver : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Span> _spans = [];
    private WebApplication? _server;

    private int Port { get; } = FreePorts.Take();

    /// <summary>What a silo's environment must hold. Spans are sent five times a second, and so many are kept meanwhile that none is dropped.</summary>
    public IReadOnlyDictionary<string, string?> Environment(IPAddress address) => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{address}:{Port}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["NO_PROXY"] = address.ToString(),
        ["no_proxy"] = address.ToString(),
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "3600000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "200000",
        ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"] = "5000",
    };

    /// <summary>Begins to take them.</summary>
    public async Task StartAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(address, Port);
            options.Limits.MaxRequestBodySize = null;
        });
        _server = builder.Build();
        _server.MapPost("/v1/traces", TakeAsync);
        await _server.StartAsync(cancellationToken);
    }

    /// <summary>All that came so far.</summary>
    public IReadOnlyList<Span> Spans()
    {
        lock (_gate)
        {
            return [.. _spans];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var spans = SpanReader.Read(body.ToArray());
        lock (_gate)
        {
            _spans.AddRange(spans);
        }

        // The answer's message has no field that must be set.
        context.Response.ContentType = "application/x-protobuf";
    }
}
