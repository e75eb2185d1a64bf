using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Containers.Tests.Support;

/// <summary>Speaks HTTP on a Unix socket as an engine would that misbehaves in a way that a real one cannot be made to.</summary>
public sealed class FakeEngine : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping = new();

    private FakeEngine(string socket, WebApplication server)
    {
        Socket = socket;
        _server = server;
    }

    public string Socket { get; }

    public string Endpoint => $"unix://{Socket}";

    /// <summary>Method and address of each request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What <c>GET /version</c> answers.</summary>
    public string Version { get; set; } = """{"Version":"28.0.0","ApiVersion":"1.48","MinAPIVersion":"1.24","Arch":"amd64"}""";

    /// <summary>Answers <c>GET /version</c> in <see cref="Version"/>'s place where it returns a task.</summary>
    public Func<HttpContext, Task?> AnswerVersion { get; set; } = _ => null;

    /// <summary>Answers every other request.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => Status(context, 500, "nothing is set up");

    /// <summary>Cancelled when the fake ends, so that a request that hangs does not keep it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public static string NewSocket() => Path.Combine(Path.GetTempPath(), $"orc-test-{Guid.NewGuid():N}.sock");

    public static async Task<FakeEngine> StartAsync(string? socket = null)
    {
        socket ??= NewSocket();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var server = builder.Build();
        var engine = new FakeEngine(socket, server);
        server.Run(engine.HandleAsync);
        await server.StartAsync();
        return engine;
    }

    public static Task Status(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { message });
    }

    public static Task Json(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <summary>Writes a line of a stream and sends it off.</summary>
    public static async Task LineAsync(HttpContext context, string line)
    {
        await context.Response.WriteAsync(line + "\r\n");
        await context.Response.Body.FlushAsync();
    }

    public Task HangAsync() => Task.Delay(Timeout.Infinite, Stopping).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.DisposeAsync();
        _stopping.Dispose();
        File.Delete(Socket);
    }

    private Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        return context.Request.Path.Value!.EndsWith("/version", StringComparison.Ordinal) ? AnswerVersion(context) ?? Json(context, Version) : Answer(context);
    }
}
