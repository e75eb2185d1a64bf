using System.Collections.Concurrent;
using Orchestrator.Agent.Tests.Probes;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Pods;

/// <summary>Hooks and probes of pods on an engine in memory, over HTTP to a server on this machine.</summary>
public sealed class HookTests
{
    private readonly ConcurrentQueue<string?> _asked = new();

    [Fact]
    public async Task Hook_over_http_has_all_of_its_headers()
    {
        await using var server = await ServerAsync();
        await using var world = new World();
        await world.StartAgentAsync();

        var headers = new[] { new HttpHeader { Name = "X-Word", Value = "one" }, new HttpHeader { Name = "Content-Type", Value = "text/x-two" } };
        world.Run(With(container => container with { Lifecycle = new Lifecycle { PostStart = new LifecycleHandler { HttpGet = Get(server) with { HttpHeaders = [.. headers] } } } }));

        await World.UntilAsync(() => !_asked.IsEmpty, "the hook was done");
        Assert.Equal("one text/x-two", _asked.First());
    }

    [Fact]
    public async Task Hook_of_which_no_note_can_be_written_is_done_once()
    {
        await using var server = await ServerAsync();
        await using var world = new World();
        Block(world, "post-start");
        await world.StartAgentAsync();

        await world.RunUntilReportedAsync(With(container => container with { Lifecycle = new Lifecycle { PostStart = new LifecycleHandler { HttpGet = Get(server) } } }));
        await world.DriveUntilAsync(() => world.IsWhole("uid-web"), "it is ready, so its hook is done");
        for (var seconds = 0; seconds < 20; seconds++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        world.Delete("uid-web", TimeSpan.FromSeconds(30));
        await world.DriveUntilAsync(() => world.IsGone("uid-web"), "the pod is gone");
        Assert.Single(_asked);
    }

    [Fact]
    public async Task Container_of_whose_failed_probe_no_note_can_be_written_is_restarted()
    {
        await using var server = await ServerAsync(status: 500);
        await using var world = new World();
        Block(world, "condemned");
        await world.StartAgentAsync();

        world.Run(With(container => container with { LivenessProbe = new Probe { HttpGet = Get(server), FailureThreshold = 1, PeriodSeconds = 1, TimeoutSeconds = 30 } }));

        await world.DriveUntilAsync(() => world.ControlPlane.StatusOf("uid-web") is { RestartCount: > 0 }, "it is restarted");
    }

    [Fact]
    public async Task Pod_that_ends_is_asked_for_its_readiness_alone()
    {
        await using var server = await ServerAsync();
        await using var world = new World();
        world.Engine.IgnoresTerm = true;
        await world.StartAgentAsync();
        var ask = new Probe { HttpGet = Get(server), PeriodSeconds = 1, TimeoutSeconds = 3600 };
        world.Run(With(container => container with
        {
            ReadinessProbe = ask,
            LivenessProbe = ask with { HttpGet = Get(server) with { HttpHeaders = [new HttpHeader { Name = "X-Word", Value = "alive?" }] } },
        }));
        await world.DriveUntilAsync(() => world.IsWhole("uid-web") && _asked.Any(IsOfLiveness), "it is asked for both");

        // The clock runs ahead of the machine, so its grace is longer than all that is asked takes.
        world.Delete("uid-web", TimeSpan.FromHours(1));
        await World.UntilAsync(() => world.Events.Texts.Any(text => text.StartsWith("Killing", StringComparison.Ordinal)), "its end begins");
        _asked.Clear();
        await world.DriveUntilAsync(() => _asked.Count(word => !IsOfLiveness(word)) >= 5, "it is asked for its readiness");

        // One may have been on its way.
        Assert.InRange(_asked.Count(IsOfLiveness), 0, 1);
    }

    private static bool IsOfLiveness(string? word) => word!.StartsWith("alive?", StringComparison.Ordinal);

    // Where a note would be written there is a folder.
    private static void Block(World world, string note) =>
        Directory.CreateDirectory(Path.Combine(world.Folder, world.Options.ClusterId, world.Options.NodeName, "pods", "uid-web", "runs", "main", "0", note));

    private static Pod With(Func<Container, Container> change)
    {
        var pod = Samples.Pod("web");
        return pod with { Spec = pod.Spec with { Containers = [change(pod.Spec.Containers[0])] } };
    }

    private static HttpGetAction Get(ProbedServer server) => new() { Host = "127.0.0.1", Port = IntOrString.Of(server.Port) };

    private Task<ProbedServer> ServerAsync(int status = 200) => ProbedServer.StartAsync(context =>
    {
        _asked.Enqueue($"{context.Request.Headers["X-Word"]} {context.Request.Headers.ContentType}");
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });
}
