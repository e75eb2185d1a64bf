using System.Text;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts.Streams;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Nothing grows without a bound: input, output, sessions, handles.</summary>
[Collection(MeasuredProcess.Name)]
public sealed class BoundTests(StreamWorld world)
{
    private const string Idle = "exec sleep 3600";

    [Fact]
    public async Task Input_is_taken_once_and_in_order()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        var opened = await streams.OpenExecAsync(Exec(pod, "cat") with { Stdin = true });
        Task<StreamInputOutcome> WriteAsync(long sequence, string text, bool last = false) =>
            streams.WriteAsync(new StreamInput { Session = opened.Session, Sequence = sequence, Bytes = Encoding.UTF8.GetBytes(text), Last = last });

        Assert.Equal(StreamInputOutcome.Taken, await WriteAsync(0, "a"));
        Assert.Equal(StreamInputOutcome.Taken, await WriteAsync(0, "a"));
        Assert.Equal("input 2 leaves a gap: the next one is 1", await Reading.RefusedAsync(400, () => WriteAsync(2, "c")));
        Assert.Equal(StreamInputOutcome.Taken, await WriteAsync(1, "b"));
        Assert.Equal(StreamInputOutcome.Taken, await WriteAsync(2, "c", last: true));
        Assert.Equal(StreamInputOutcome.Taken, await WriteAsync(2, "c", last: true));
        Assert.Equal(StreamInputOutcome.Ended, await WriteAsync(3, "d"));
        await Reading.RefusedAsync(400, () => WriteAsync(3, new string('x', opened.InputPieceBytesMax + 1)));

        await using var frames = streams.ReadAsync(opened.Session, default).GetAsyncEnumerator();
        await frames.UntilAsync("abc");
        Assert.True(await frames.NextAsync());
        Assert.Equal((StreamFrameKind.End, 0), (frames.Current.Kind, frames.Current.ExitCode));
    }

    [Fact]
    public async Task Input_that_nobody_reads_is_refused_when_its_room_is_full()
    {
        const int Most = 8 * 1024 * 1024;
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        var opened = await streams.OpenExecAsync(Exec(pod, "sleep", "3600") with { Stdin = true });
        var piece = new byte[opened.InputPieceBytesMax];
        var outcome = StreamInputOutcome.Taken;
        var taken = 0;
        while (outcome == StreamInputOutcome.Taken && taken < Most)
        {
            outcome = await streams.WriteAsync(new StreamInput { Session = opened.Session, Sequence = taken / piece.Length, Bytes = piece });
            taken += outcome == StreamInputOutcome.Taken ? piece.Length : 0;
        }

        Assert.Equal(StreamInputOutcome.Full, outcome);
        Assert.Equal(StreamInputOutcome.Taken, await streams.WriteAsync(new StreamInput { Session = opened.Session, Sequence = 0, Bytes = piece }));
        streams.Close(opened.Session);
    }

    [Fact]
    public async Task Output_that_nobody_uses_up_stops_the_process_that_writes_it()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        var opened = await streams.OpenExecAsync(Exec(pod, "sh", "-c", "cat /dev/zero"));
        await using var frames = streams.ReadAsync(opened.Session, default).GetAsyncEnumerator();
        var sent = 0L;
        while (await frames.MoveNextAsync() && frames.Current.Kind == StreamFrameKind.Stdout)
        {
            sent += frames.Current.Bytes.Length;
            Assert.InRange(sent, 1, opened.WindowBytes);
        }

        Assert.Equal(StreamFrameKind.KeepAlive, frames.Current.Kind);
        streams.Acknowledge(opened.Session, sent);
        do
        {
            Assert.True(await frames.MoveNextAsync());
        }
        while (frames.Current.Kind == StreamFrameKind.KeepAlive);
        Assert.Equal(StreamFrameKind.Stdout, frames.Current.Kind);
    }

    [Fact]
    public async Task Sessions_beyond_their_bound_are_refused_until_one_ends()
    {
        var pod = await world.RunAsync(Idle);
        var other = await world.RunAsync(Idle);
        await using var streams = world.Streams(new StreamOptions { SessionsPerPodMax = 1, SessionsPerNodeMax = 2 });
        var first = await streams.OpenExecAsync(Exec(pod, "sleep", "3600"));
        Assert.Contains("the pod has 1", await Reading.RefusedAsync(429, () => streams.OpenExecAsync(Exec(pod, "ls"))), StringComparison.Ordinal);
        await streams.OpenExecAsync(Exec(other, "sleep", "3600"));
        var third = await world.RunAsync(Idle);
        Assert.Contains("the node has 2", await Reading.RefusedAsync(429, () => streams.OpenExecAsync(Exec(third, "ls"))), StringComparison.Ordinal);

        streams.Close(first.Session);

        await Eventually.Value(
            async () =>
            {
                try
                {
                    return await streams.OpenExecAsync(Exec(pod, "ls"));
                }
                catch (Contracts.ApiException full) when (full.Status.Code == 429)
                {
                    return null;
                }
            },
            "there is room again");
    }

    [Fact]
    public async Task Hundred_sessions_leave_nothing_behind()
    {
        const int Sessions = 100;
        const int KeptMax = 20;
        var pod = await world.RunAsync(Idle);
        var processes = await world.OneProcessAsync(pod);
        await using var streams = world.Streams();
        await ReadOneAsync(streams, pod, 0);
        var handles = Handles();

        await Parallel.ForEachAsync(Enumerable.Range(1, Sessions), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (number, _) => await ReadOneAsync(streams, pod, number));

        await world.ProcessesAsync(pod, processes);
        // Connections that are kept for further calls are few, however many sessions there were.
        for (var looks = 0; looks < 1200 && Handles().Count > handles.Count + KeptMax; looks++)
        {
            await Task.Delay(50);
        }

        var more = Handles();
        Assert.True(more.Count <= handles.Count + KeptMax, $"{handles.Count} handles became {more.Count}: {string.Join(", ", more.GroupBy(kind => kind).Select(kind => $"{kind.Key} {kind.Count()}"))}");
    }

    // Some end by themselves, some are left half way, and some wait for input when they are left.
    private static async Task ReadOneAsync(NodeStreams streams, string pod, int number)
    {
        var request = (number % 3) switch
        {
            0 => Exec(pod, "echo", "here"),
            1 => Exec(pod, "sh", "-c", "echo here; sleep 3600"),
            _ => Exec(pod, "sh", "-c", "echo here; cat") with { Stdin = true },
        };
        await using var stream = await StreamWorld.Client(streams).ExecAsync("n", request, default);
        await using var frames = stream.ReadAsync(default).GetAsyncEnumerator();
        await frames.UntilAsync("here");
    }

    // What each handle of this process is, without its number.
    private static List<string> Handles() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? "").Select(target => target.Split(':', '[')[0])];

    private static ExecRequest Exec(string pod, params string[] command) => new() { PodUid = pod, Container = "main", Command = [.. command] };
}
