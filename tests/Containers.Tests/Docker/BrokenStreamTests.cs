using Microsoft.AspNetCore.Http;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class BrokenStreamTests
{
    private const string Started = """{"Type":"container","Action":"start","Actor":{"ID":"a1","Attributes":{"name":"x","image":"y","app":"web"}},"timeNano":1}""";

    [Theory]
    [InlineData("abort")]
    [InlineData("end")]
    [InlineData("garbage")]
    public async Task Event_stream_that_breaks_ends_as_unavailable_after_what_it_told(string how)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = context => context.Request.Path.Value!.EndsWith("/info", StringComparison.Ordinal)
            ? FakeEngine.Json(context, """{"SystemTime":"2026-01-02T03:04:05.000000006Z"}""")
            : BreakAsync(context, how, told.Task);
        using var engine = Engines.Create(fake.Endpoint);
        var events = new List<ContainerEvent>();

        await Engines.FailsAsync(EngineFault.Unavailable, async () =>
        {
            await foreach (var happened in engine.WatchAsync(new Dictionary<string, string> { ["app"] = "web" }, default))
            {
                events.Add(happened);
                if (happened.Type == ContainerEventType.Started)
                {
                    told.SetResult();
                }
            }
        });

        Assert.Equal([ContainerEventType.Connected, ContainerEventType.Started], events.Select(happened => happened.Type));
        Assert.Equal("web", Assert.Single(events[1].Labels).Value);
        Assert.Contains(fake.Requests, request => request.Contains("since=1767323045.000000000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_stream_tells_what_may_change_a_state_and_leaves_out_what_cannot()
    {
        await using var fake = await FakeEngine.StartAsync();
        string[] actions = ["create", "exec_start: sh -c true", "oom", "kill", "die", "destroy", "rename", "something_new", "top"];
        fake.Answer = async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/info", StringComparison.Ordinal))
            {
                await FakeEngine.Json(context, """{"SystemTime":"2026-01-02T03:04:05Z"}""");
                return;
            }

            foreach (var action in actions)
            {
                await FakeEngine.LineAsync(context, Started.Replace("start", action, StringComparison.Ordinal));
            }
        };
        using var engine = Engines.Create(fake.Endpoint);
        var types = new List<ContainerEventType>();

        await Engines.FailsAsync(EngineFault.Unavailable, async () =>
        {
            await foreach (var happened in engine.WatchAsync(new Dictionary<string, string>(), default))
            {
                types.Add(happened.Type);
            }
        });

        Assert.Equal(
            [
                ContainerEventType.Connected, ContainerEventType.Changed, ContainerEventType.OutOfMemory, ContainerEventType.Died,
                ContainerEventType.Removed, ContainerEventType.Changed, ContainerEventType.Changed,
            ],
            types);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_stream_that_breaks_ends_as_unavailable_after_what_it_told(bool insideFrame)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var fake = await FakeEngine.StartAsync();
        fake.Answer = async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/json", StringComparison.Ordinal))
            {
                await FakeEngine.Json(context, """{"Id":"a1","Config":{"Tty":false}}""");
                return;
            }

            byte[] bytes = insideFrame ? [1, 0, 0, 0, 0, 0, 0, 9, (byte)'a'] : [1, 0, 0, 0, 0, 0, 0, 1, (byte)'a'];
            await context.Response.Body.WriteAsync(bytes);
            await context.Response.Body.FlushAsync();
            await told.Task.WaitAsync(TimeSpan.FromSeconds(60));
            if (!insideFrame)
            {
                context.Abort();
            }
        };
        using var engine = Engines.Create(fake.Endpoint);
        var text = "";

        await Engines.FailsAsync(EngineFault.Unavailable, async () =>
        {
            await foreach (var part in engine.ReadLogsAsync("a1", new LogOptions { Follow = true }, default))
            {
                text += System.Text.Encoding.UTF8.GetString(part.Span);
                told.SetResult();
            }
        });

        Assert.Equal("a", text);
    }

    // Not before the client has what was told, because an abort throws away what is still under way.
    private static async Task BreakAsync(HttpContext context, string how, Task told)
    {
        await FakeEngine.LineAsync(context, Started);
        await told.WaitAsync(TimeSpan.FromSeconds(60));
        switch (how)
        {
            case "abort":
                context.Abort();
                break;
            case "garbage":
                await FakeEngine.LineAsync(context, "?");
                break;
        }
    }
}
