using System.Text;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts.Streams;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Streams;

public sealed class ExecTests(StreamWorld world) : IClassFixture<StreamWorld>
{
    private const string Idle = "exec sleep 3600";

    [Fact]
    public async Task Exec_tells_outputs_apart_and_ends_with_the_exit_code()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        await using var stream = await ExecAsync(streams, pod, "sh", "-c", "echo out; echo wrong >&2; exit 7");

        var said = await stream.ToEndAsync();

        Assert.Equal(("out\n", "wrong\n", 7), (said.Output, said.Errors, said.ExitCode));
    }

    [Fact]
    public async Task Exec_reads_all_of_its_input_to_its_end()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        await using var stream = await StreamWorld.Client(streams).ExecAsync("n", Exec(pod, "cat") with { Stdin = true }, default);
        var sent = new byte[1_000_000];
        new Random(1).NextBytes(sent);

        var reading = stream.ToEndAsync();
        await stream.Input.WriteAsync(sent);
        await stream.Input.DisposeAsync();

        var said = await reading;
        Assert.True(sent.AsSpan().SequenceEqual(said.Bytes), $"{said.Bytes.Length} bytes came back of {sent.Length}");
        Assert.Equal(0, said.ExitCode);
    }

    [Fact]
    public async Task Exec_on_a_terminal_has_the_size_that_it_was_given()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        await using var stream = await StreamWorld.Client(streams).ExecAsync("n", Exec(pod, "sh", "-c", "read line; stty size; exit 3") with { Stdin = true, Tty = true }, default);
        await stream.ResizeAsync(132, 43);

        await stream.Input.WriteAsync("go\n"u8.ToArray());

        var said = await stream.ToEndAsync();
        Assert.Contains("43 132", said.Output, StringComparison.Ordinal);
        Assert.Equal(3, said.ExitCode);
    }

    [Fact]
    public async Task Exec_of_a_program_that_is_not_there_says_so()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        await using var stream = await ExecAsync(streams, pod, "/no-such-program");

        var said = await stream.ToEndAsync();

        Assert.Contains("no-such-program", said.Output + said.Errors, StringComparison.Ordinal);
        Assert.InRange(said.ExitCode!.Value, 126, 127);
    }

    [Fact]
    public async Task Exec_whose_reader_goes_ends_its_process()
    {
        var pod = await world.RunAsync(Idle);
        var before = await world.OneProcessAsync(pod);
        await using var streams = world.Streams();
        await using var stream = await ExecAsync(streams, pod, "sh", "-c", "echo here; sleep 3600 & sleep 3600");
        await stream.ReadAsync(default).GetAsyncEnumerator().UntilAsync("here");

        await stream.DisposeAsync();

        await world.ProcessesAsync(pod, before);
    }

    [Fact]
    public async Task Exec_that_nobody_reads_ends_after_thirty_seconds()
    {
        var pod = await world.RunAsync(Idle);
        var before = await world.OneProcessAsync(pod);
        var clock = new ManualTimeProvider();
        await using var streams = world.Streams(clock: clock);
        var opened = await streams.OpenExecAsync(Exec(pod, "sleep", "3600"));
        await world.ProcessesAsync(pod, before + 1);

        clock.Advance(TimeSpan.FromSeconds(29));
        streams.Acknowledge(opened.Session, 0);
        clock.Advance(TimeSpan.FromSeconds(29));
        await world.ProcessesAsync(pod, before + 1);
        clock.Advance(TimeSpan.FromSeconds(1));

        await world.ProcessesAsync(pod, before);
        await Eventually.True(() => Refused404Async(streams, opened), "the session is gone");
    }

    [Fact]
    public async Task Exec_whose_reader_asks_for_nothing_any_more_ends_after_thirty_seconds()
    {
        var pod = await world.RunAsync(Idle);
        var before = await world.OneProcessAsync(pod);
        var clock = new ManualTimeProvider();
        await using var streams = world.Streams(clock: clock);
        var opened = await streams.OpenExecAsync(Exec(pod, "sh", "-c", "echo here; sleep 3600"));
        await using var frames = streams.ReadAsync(opened.Session, default).GetAsyncEnumerator();
        await frames.UntilAsync("here");

        clock.Advance(TimeSpan.FromSeconds(30));

        await world.ProcessesAsync(pod, before);
        Assert.True(await frames.MoveNextAsync());
        Assert.Equal("nobody has read from the stream for 30 seconds", frames.Current.Error);
        Assert.False(await frames.MoveNextAsync());
    }

    [Fact]
    public async Task Exec_ends_when_its_container_does()
    {
        var pod = await world.RunAsync(Idle);
        await using var streams = world.Streams();
        await using var stream = await ExecAsync(streams, pod, "sh", "-c", "echo here; sleep 3600");
        await using var frames = stream.ReadAsync(default).GetAsyncEnumerator();
        await frames.UntilAsync("here");

        await world.Engine.StopContainerAsync(world.IdOf(pod), TimeSpan.Zero, default);

        Assert.True(await frames.NextAsync());
        Assert.Equal(137, frames.Current.ExitCode);
    }

    [Fact]
    public async Task Agent_that_stops_ends_its_sessions()
    {
        var pod = await world.RunAsync(Idle);
        var before = await world.OneProcessAsync(pod);
        var streams = world.Streams();
        await using var stream = await ExecAsync(streams, pod, "sleep", "3600");

        await streams.DisposeAsync();

        Assert.Equal("the agent of the node stops", (await stream.ToEndAsync()).Error);
        await world.ProcessesAsync(pod, before);
    }

    [Fact]
    public async Task Exec_where_it_makes_no_sense_is_refused()
    {
        var pod = await world.RunAsync("exit 0");
        await world.EndedAsync(pod);
        await using var streams = world.Streams();

        Assert.Equal("cannot exec in a stopped container", await Reading.RefusedAsync(400, () => streams.OpenExecAsync(Exec(pod, "ls"))));
        Assert.Equal("container other is not valid for pod p", await Reading.RefusedAsync(400, () => streams.OpenExecAsync(Exec(pod, "ls") with { Container = "other" })));
        Assert.Equal("pods \"nobody\" not found", await Reading.RefusedAsync(404, () => streams.OpenExecAsync(Exec("nobody", "ls"))));
        Assert.Contains("at least one command", await Reading.RefusedAsync(400, () => streams.OpenExecAsync(Exec(pod))), StringComparison.Ordinal);
        world.Change(pod, here => here with { Statuses = [] });
        Assert.Equal("container not found (\"main\")", await Reading.RefusedAsync(404, () => streams.OpenExecAsync(Exec(pod, "ls"))));
    }

    // The status that the agent has is older than what the engine knows.
    [Fact]
    public async Task Exec_in_a_container_that_has_just_stopped_is_refused()
    {
        var pod = await world.RunAsync(Idle);
        await world.Engine.StopContainerAsync(world.IdOf(pod), TimeSpan.Zero, default);
        await using var streams = world.Streams();

        Assert.Equal("cannot exec in a stopped container", await Reading.RefusedAsync(400, () => streams.OpenExecAsync(Exec(pod, "ls"))));
        await world.Engine.RemoveContainerAsync(world.IdOf(pod), default);
        Assert.Equal("container not found (\"main\")", await Reading.RefusedAsync(404, () => streams.OpenExecAsync(Exec(pod, "ls"))));
    }

    private static Task<PodStream> ExecAsync(NodeStreams streams, string pod, params string[] command) => StreamWorld.Client(streams).ExecAsync("n", Exec(pod, command), default);

    private static ExecRequest Exec(string pod, params string[] command) => new() { PodUid = pod, Container = "main", Command = [.. command] };

    private static async Task<bool> Refused404Async(NodeStreams streams, StreamOpened opened)
    {
        await Reading.RefusedAsync(404, () => streams.WriteAsync(new StreamInput { Session = opened.Session, Sequence = 0, Bytes = Encoding.UTF8.GetBytes("x") }));
        return true;
    }
}
