using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

public sealed class HttpProbeTests
{
    private static readonly Lazy<int> Unused = new(() =>
    {
        _bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)_bound.LocalEndPoint!).Port;
    });

    private static Socket? _bound;

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(299, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task Status_decides(int status, bool ready)
    {
        await using var server = await ProbedServer.StartAsync(context => Answer(context, status));
        using var bench = new ProbeBench();

        var (isReady, said) = await bench.AskOnceAsync(Get(server.Port));

        Assert.Equal(ready, isReady);
        Assert.Equal(ready ? "" : $"Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: {status}", said);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(399)]
    public async Task Status_that_leads_nowhere_is_a_success_with_a_warning(int status)
    {
        await using var server = await ProbedServer.StartAsync(context => Answer(context, status));
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Get(server.Port));

        Assert.True(ready);
        Assert.StartsWith("ProbeWarning: Readiness probe warning: Probe terminated redirects, Response body: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_is_as_declared()
    {
        var seen = new TaskCompletionSource<string>();
        await using var server = await ProbedServer.StartAsync(context =>
        {
            var headers = context.Request.Headers;
            seen.TrySetResult($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {headers.Host} {headers["X-Custom"]} {headers.UserAgent} {headers.Accept} "
                + $"{headers.Connection} {headers.ContentType}");
            return Task.CompletedTask;
        });
        using var bench = new ProbeBench();
        var probe = Get(server.Port, "/healthz?full=1");
        probe = probe with
        {
            HttpGet = probe.HttpGet! with
            {
                HttpHeaders =
                [
                    new HttpHeader { Name = "Host", Value = "shop.example" },
                    new HttpHeader { Name = "X-Custom", Value = "a" },
                    new HttpHeader { Name = "X-Custom", Value = "b" },
                    new HttpHeader { Name = "Content-Type", Value = "text/x-probe" },
                ],
            },
        };

        await bench.AskOnceAsync(probe);

        Assert.Equal("GET /healthz?full=1 shop.example a,b kube-probe/1.34 */* close text/x-probe", (await seen.Task).Replace("a, b", "a,b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirect_on_the_same_host_is_followed()
    {
        await using var server = await ProbedServer.StartAsync(context => context.Request.Path == "/" ? Redirect(context, "/there") : Answer(context, 500));
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Get(server.Port));

        Assert.False(ready);
        Assert.Equal("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 500", said);
    }

    [Fact]
    public async Task Redirect_in_a_circle_ends()
    {
        await using var server = await ProbedServer.StartAsync(context => Redirect(context, "/again"));
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Get(server.Port));

        Assert.False(ready);
        Assert.Equal($"Unhealthy: Readiness probe failed: Get \"http://127.0.0.1:{server.Port}/\": stopped after 10 redirects", said);
        Assert.Equal(10, server.Requests);
    }

    [Fact]
    public async Task Redirect_to_another_host_is_a_success_with_a_warning()
    {
        await using var server = await ProbedServer.StartAsync(context => Redirect(context, "http://elsewhere.example/"));
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Get(server.Port));

        Assert.True(ready);
        Assert.Equal("ProbeWarning: Readiness probe warning: Probe terminated redirects, Response body: moved", said);
    }

    [Fact]
    public async Task Certificate_of_somebody_else_that_has_expired_is_taken()
    {
        await using var server = await ProbedServer.StartAsync(context => Answer(context, 200), tls: true);
        using var bench = new ProbeBench();
        var probe = Get(server.Port);

        Assert.Equal((true, ""), await bench.AskOnceAsync(probe with { HttpGet = probe.HttpGet! with { Scheme = "HTTPS" } }));
    }

    [Fact]
    public async Task Port_by_name_is_the_container_s()
    {
        await using var server = await ProbedServer.StartAsync(context => Answer(context, 200));
        using var bench = new ProbeBench();
        var container = new Container { Name = "web", Ports = [new ContainerPort { Name = "health", Port = server.Port }] };

        Assert.Equal((true, ""), await bench.AskOnceAsync(Get("health"), container));
    }

    [Fact]
    public async Task Port_by_a_name_that_the_container_does_not_have_says_nothing_about_it()
    {
        using var bench = new ProbeBench();

        var (_, said) = await bench.AskOnceAsync(Get("health"));

        Assert.Equal("Unhealthy: Readiness probe errored and resulted in unknown state: couldn't find port health among the ports of container web", said);
    }

    [Fact]
    public async Task Body_without_an_end_is_not_read_to_its_end()
    {
        await using var server = await ProbedServer.StartAsync(async context =>
        {
            var part = new byte[4096];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }
        });
        using var bench = new ProbeBench();

        Assert.Equal((true, ""), await bench.AskOnceAsync(Get(server.Port)));
    }

    [Fact]
    public async Task Server_that_does_not_answer_fails_when_the_time_is_up()
    {
        await using var server = await ProbedServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var bench = new ProbeBench();
        var (watch, heard) = bench.Watch(new Container { Name = "web", LivenessProbe = Get(server.Port) with { TimeoutSeconds = 3, PeriodSeconds = 1 } });
        while (bench.Runner.Running == 0)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(0.01));
        }

        await Support.World.UntilAsync(() => server.Requests == 1, "the request is there");

        bench.Clock.Advance(TimeSpan.FromSeconds(2.98));
        Assert.Empty(heard.Events);
        bench.Clock.Advance(TimeSpan.FromSeconds(0.02));
        await Support.World.UntilAsync(() => heard.Events.Count == 1, "the probe has failed");

        Assert.Equal(
            $"Unhealthy: Liveness probe failed: Get \"http://127.0.0.1:{server.Port}/\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
            heard.Events[0]);
        watch.Dispose();
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_is_refused()
    {
        var port = UnusedPort();
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Get(port));

        Assert.False(ready);
        Assert.Equal($"Unhealthy: Readiness probe failed: Get \"http://127.0.0.1:{port}/\": dial tcp 127.0.0.1:{port}: connect: connection refused", said);
    }

    [Fact]
    public async Task Server_that_hangs_up_without_an_answer_fails()
    {
        await using var server = await ProbedServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var bench = new ProbeBench();

        var (ready, said) = await bench.AskOnceAsync(Get(server.Port));

        Assert.False(ready);
        Assert.Matches($"^Unhealthy: Readiness probe failed: Get \"http://127.0.0.1:{server.Port}/\": (EOF|read: connection reset by peer)$", said);
    }

    [Fact]
    public async Task Connection_is_a_new_one_each_time()
    {
        await using var server = await ProbedServer.StartAsync(context => Answer(context, 200));
        using var bench = new ProbeBench();
        using var watch = bench.Watch(new Container { Name = "web", ReadinessProbe = Get(server.Port) with { PeriodSeconds = 1 } }).Watch;
        for (var round = 1; round <= 5; round++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Support.World.UntilAsync(() => server.Requests == round && bench.Runner.IsAtRest(1), $"probe {round} has ended");
        }

        Assert.Equal(5, server.Connections.Count);
    }

    /// <summary>A port that refuses connections, and that nobody else gets: it is bound, and not listened on.</summary>
    internal static int UnusedPort() => Unused.Value;

    internal static Probe Get(IntOrString port, string path = "/") => new() { HttpGet = new HttpGetAction { Port = port, Path = path } };

    private static Probe Get(string port) => Get(IntOrString.Of(port));

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpContext context, string location)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return context.Response.WriteAsync("moved");
    }
}
