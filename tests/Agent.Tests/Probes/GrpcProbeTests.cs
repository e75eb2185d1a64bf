using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>Against an HTTP/2 server that speaks gRPC's health protocol byte by byte.</summary>
public sealed class GrpcProbeTests
{
    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 1 }, null)]
    [InlineData(new byte[] { 0, 0, 0, 0, 5, 18, 1, 65, 8, 1 }, null)]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 2 }, "service unhealthy (responded with \"NOT_SERVING\")")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 3 }, "service unhealthy (responded with \"SERVICE_UNKNOWN\")")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 }, "service unhealthy (responded with \"UNKNOWN\")")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 9 }, "service unhealthy (responded with \"9\")")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 8, 1 }, "error: health rpc probe failed: the answer is not a HealthCheckResponse")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 128 }, "error: health rpc probe failed: the answer is not a HealthCheckResponse")]
    [InlineData(new byte[] { 0, 0, 0, 0, 3, 18, 127, 65 }, "error: health rpc probe failed: the answer is not a HealthCheckResponse")]
    public async Task Answer_decides(byte[] answer, string? failure)
    {
        await using var server = await StartAsync(context => AnswerAsync(context, answer, "0"));
        using var bench = new ProbeBench();

        Assert.Equal((failure is null, Failed(failure)), await bench.AskOnceAsync(Check(server.Port)));
    }

    [Theory]
    [InlineData("12", "unknown%20service", "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service")]
    [InlineData("5", "no such service", "error: health rpc probe failed: rpc error: code = NotFound desc = no such service")]
    [InlineData("14", "later", "error: health rpc probe failed: rpc error: code = Unavailable desc = later")]
    [InlineData("4", "", "timeout: health rpc did not complete within 1s")]
    [InlineData("99", "odd", "error: health rpc probe failed: rpc error: code = Code(99) desc = odd")]
    public async Task Status_is_told(string status, string message, string failure)
    {
        await using var server = await StartAsync(context => AnswerAsync(context, [], status, message));
        using var bench = new ProbeBench();

        Assert.Equal((false, Failed(failure)), await bench.AskOnceAsync(Check(server.Port)));
    }

    [Fact]
    public async Task Status_without_an_answer_s_body_is_told()
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "16";
            context.Response.Headers["grpc-message"] = "who are you";
            return Task.CompletedTask;
        });
        using var bench = new ProbeBench();

        Assert.Equal((false, Failed("error: health rpc probe failed: rpc error: code = Unauthenticated desc = who are you")), await bench.AskOnceAsync(Check(server.Port)));
    }

    [Fact]
    public async Task Server_that_knows_no_grpc_does_not_implement_it()
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Check(server.Port));

        Assert.False(ready);
        Assert.StartsWith(Failed("error: this server does not implement the grpc health protocol (grpc.health.v1.Health): "), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_speaks_http_1_only_fails()
    {
        await using var server = await ProbedServer.StartAsync(_ => Task.CompletedTask);
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Check(server.Port));

        Assert.False(ready);
        Assert.StartsWith(Failed("error: health rpc probe failed: "), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_is_told()
    {
        var port = HttpProbeTests.UnusedPort();
        using var bench = new ProbeBench();

        Assert.Equal(
            (false, Failed($"error: failed to connect service at \"127.0.0.1:{port}\": dial tcp 127.0.0.1:{port}: connect: connection refused")),
            await bench.AskOnceAsync(Check(port)));
    }

    [Fact]
    public async Task Server_that_does_not_answer_fails_when_the_time_is_up()
    {
        await using var server = await StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var bench = new ProbeBench();
        var (watch, heard) = bench.Watch(new Container { Name = "web", ReadinessProbe = Check(server.Port) });

        // The clock stands until the request is there: it would otherwise be up before the connection is.
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await Support.World.UntilAsync(() => server.Requests == 1, "the request is there");
        await bench.Clock.AdvanceUntilAsync(() => heard.Events.Count > 0);

        Assert.Equal(Failed("timeout: health rpc did not complete within 1s"), heard.Events[0]);
        watch.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("shop.v1.Orders")]
    public async Task Question_names_the_service_and_is_a_grpc_call(string service)
    {
        var seen = new TaskCompletionSource<string>();
        await using var server = await StartAsync(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            seen.TrySetResult($"{context.Request.Method} {context.Request.Path} {context.Request.ContentType} {context.Request.Headers.TE} {Convert.ToHexString(body.ToArray())}");
            await AnswerAsync(context, [0, 0, 0, 0, 2, 8, 1], "0");
        });
        using var bench = new ProbeBench();
        var name = Encoding.UTF8.GetBytes(service);

        await bench.AskOnceAsync(new Probe { Grpc = new GrpcAction { Port = server.Port, Service = service } });

        byte[] message = name.Length == 0 ? [] : [10, (byte)name.Length, .. name];
        Assert.Equal($"POST /grpc.health.v1.Health/Check application/grpc trailers {Convert.ToHexString([0, 0, 0, 0, (byte)message.Length, .. message])}", await seen.Task);
    }

    internal static Task<ProbedServer> StartAsync(RequestDelegate handle) => ProbedServer.StartAsync(handle, HttpProtocols.Http2);

    internal static async Task AnswerAsync(HttpContext context, byte[] answer, string status, string message = "")
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", status);
        context.Response.AppendTrailer("grpc-message", message);
    }

    internal static Probe Check(int port) => new() { Grpc = new GrpcAction { Port = port } };

    private static string Failed(string? failure) => failure is null ? "" : $"Unhealthy: Readiness probe failed: {failure}";
}
