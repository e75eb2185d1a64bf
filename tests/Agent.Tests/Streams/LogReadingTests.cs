using System.Globalization;
using System.Text;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Streams;

[Collection(MeasuredProcess.Name)]
public sealed class LogReadingTests(StreamWorld world)
{
    [Fact]
    public async Task Previous_run_has_a_log_of_its_own()
    {
        var pod = await world.RunAsync("echo first");
        await world.EndedAsync(pod);
        await using var streams = world.Streams();
        var refused = await Reading.RefusedAsync(400, () => ReadAsync(streams, Log(pod) with { Previous = true }));
        Assert.Equal("previous terminated container \"main\" in pod \"p\" not found", refused);
        await world.RestartAsync(pod, "echo second; sleep 3600");

        await Eventually.True(async () => await ReadAsync(streams, Log(pod)) == "second\n", "the newest run has written");
        Assert.Equal("first\n", await ReadAsync(streams, Log(pod) with { Previous = true }));
    }

    // As kubectl shows it of a container that crashes again and again.
    [Fact]
    public async Task Log_of_a_container_that_waits_for_its_next_run_is_the_last_ones()
    {
        var pod = await world.RunAsync("echo crashed");
        await world.EndedAsync(pod);
        world.Change(pod, here => here with { Statuses = [Waiting(here.Statuses[0])] });
        await using var streams = world.Streams();

        Assert.Equal("crashed\n", await ReadAsync(streams, Log(pod)));
        Assert.Equal("crashed\n", await ReadAsync(streams, Log(pod) with { Previous = true }));
    }

    [Fact]
    public async Task Log_of_a_container_that_has_not_run_yet_says_why()
    {
        var pod = await world.RunAsync("sleep 3600");
        world.Change(pod, here => here with { Statuses = [] });
        await using var streams = world.Streams();

        Assert.Equal("container \"main\" in pod \"p\" is waiting to start: ContainerCreating", await Reading.RefusedAsync(400, () => ReadAsync(streams, Log(pod))));
        Assert.Equal("container x is not valid for pod p", await Reading.RefusedAsync(400, () => ReadAsync(streams, Log(pod) with { Container = "x" })));
        Assert.Equal("pods \"nobody\" not found", await Reading.RefusedAsync(404, () => ReadAsync(streams, Log("nobody"))));
    }

    [Fact]
    public async Task Line_of_any_length_has_one_time()
    {
        const int Length = 100_000;
        var pod = await world.RunAsync($"head -c {Length} /dev/zero | tr '\\0' x; echo; echo short; head -c 16384 /dev/zero | tr '\\0' y; echo");
        await world.EndedAsync(pod);
        await using var streams = world.Streams();

        var lines = (await ReadAsync(streams, Log(pod) with { Timestamps = true })).TrimEnd('\n').Split('\n');

        Assert.Equal([new string('x', Length), "short", new string('y', 16384)], lines.Select(line => line[(line.IndexOf(' ') + 1)..]));
        Assert.All(lines, line => Assert.True(DateTimeOffset.TryParse(line[..line.IndexOf(' ')], CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public async Task Options_choose_the_part_of_the_log()
    {
        var pod = await world.RunAsync("echo old; sleep 1; echo middle; echo new");
        await world.EndedAsync(pod);
        await using var streams = world.Streams();
        var times = (await ReadAsync(streams, Log(pod) with { Timestamps = true })).Split('\n')[..2].Select(line => DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();

        Assert.Equal("new\n", await ReadAsync(streams, Log(pod) with { TailLines = 1 }));
        Assert.Equal("old\nmi", await ReadAsync(streams, Log(pod) with { LimitBytes = 6 }));
        Assert.Equal("middle\nnew\n", await ReadAsync(streams, Log(pod) with { Since = times[0] + ((times[1] - times[0]) / 2) }));
    }

    [Fact]
    public async Task Rotated_log_has_its_newest_part_and_a_bounded_size()
    {
        var pod = await world.RunAsync("seq 1 200000", spec => spec with { LogSizeBytesMax = 100_000, LogFilesMax = 2 });
        await world.EndedAsync(pod);
        await using var streams = world.Streams();

        var log = await ReadAsync(streams, Log(pod));

        Assert.EndsWith("\n199999\n200000\n", log, StringComparison.Ordinal);
        Assert.InRange(log.Length, 1, 250_000);
    }

    [Fact]
    public async Task Followed_log_ends_with_its_run()
    {
        var pod = await world.RunAsync("echo here; while [ ! -e /go ]; do sleep 0.1; done; echo there");
        await using var streams = world.Streams();
        await using var pieces = streams.ReadLogsAsync(Log(pod) with { Follow = true }, default).GetAsyncEnumerator();
        Assert.True(await pieces.MoveNextAsync());
        await using (var touch = await StreamWorld.Client(streams).ExecAsync("n", new() { PodUid = pod, Container = "main", Command = ["touch", "/go"] }, default))
        {
            await touch.ToEndAsync();
        }

        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Reading.Bound));
        Assert.Equal("there\n", Encoding.UTF8.GetString(pieces.Current));
        Assert.False(await pieces.MoveNextAsync().AsTask().WaitAsync(Reading.Bound));
    }

    [Fact]
    public async Task Readers_beyond_their_bound_are_refused()
    {
        var pod = await world.RunAsync("echo here; sleep 3600");
        await using var streams = world.Streams(new StreamOptions { LogReadersPerPodMax = 1 });
        await using (var first = streams.ReadLogsAsync(Log(pod) with { Follow = true }, default).GetAsyncEnumerator())
        {
            Assert.True(await first.MoveNextAsync());
            Assert.Contains("readers of logs", await Reading.RefusedAsync(429, () => ReadAsync(streams, Log(pod))), StringComparison.Ordinal);
        }

        Assert.Equal("here\n", await ReadAsync(streams, Log(pod)));
    }

    [Fact]
    public async Task Flood_without_a_newline_needs_little_memory_and_its_slow_reader_slows_nobody()
    {
        const long Flood = 100L * 1024 * 1024;
        const long MostBytes = 24L * 1024 * 1024;
        var pod = await world.RunAsync("cat /dev/zero | tr '\\0' x", spec => spec with { LogSizeBytesMax = 5_000_000, LogFilesMax = 2, Tty = false });
        var quiet = await world.RunAsync("echo quiet; sleep 3600");
        await using var streams = world.Streams();
        await using var slow = streams.ReadLogsAsync(Log(pod) with { Follow = true }, default).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync().AsTask().WaitAsync(Reading.Bound));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await using var stream = await StreamWorld.Client(streams).ExecAsync(
            "n", new() { PodUid = pod, Container = "main", Command = ["sh", "-c", $"head -c {Flood} /dev/zero | tr '\\0' x"] }, default);
        var read = 0L;
        await foreach (var frame in stream.ReadAsync(default))
        {
            read += frame.Bytes.Length;
        }

        Assert.Equal(Flood, read);
        Assert.Equal("quiet\n", await ReadAsync(streams, Log(quiet)));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostBytes, "memory grew with what was written");
        Assert.True(await slow.MoveNextAsync().AsTask().WaitAsync(Reading.Bound));
        await world.Engine.RemoveContainerAsync(world.IdOf(pod), default);
    }

    private static LogRequest Log(string pod) => new() { PodUid = pod, Container = "main" };

    private static async Task<string> ReadAsync(NodeStreams streams, LogRequest request)
    {
        using var bound = new CancellationTokenSource(Reading.Bound);
        using var text = new MemoryStream();
        await foreach (var piece in streams.ReadLogsAsync(request, bound.Token))
        {
            text.Write(piece);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static ContainerStatus Waiting(ContainerStatus ended) => ended with
    {
        State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = ContainerReason.CrashLoopBackOff } },
        LastState = ended.State,
    };
}
