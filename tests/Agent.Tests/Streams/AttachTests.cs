using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Tests.Streams;

public sealed class AttachTests(StreamWorld world) : IClassFixture<StreamWorld>
{
    [Fact]
    public async Task Attached_process_is_talked_to_and_goes_on_afterwards()
    {
        var pod = await world.RunAsync("while read line; do echo \"heard $line\"; done", spec => spec with { OpenStdin = true });
        await using var streams = world.Streams();
        await using (var stream = await AttachAsync(streams, pod))
        {
            await stream.Input.WriteAsync("one\n"u8.ToArray());
            await stream.ReadAsync(default).GetAsyncEnumerator().UntilAsync("heard one");
        }

        await using var again = await AttachAsync(streams, pod);
        await again.Input.WriteAsync("two\n"u8.ToArray());
        await again.ReadAsync(default).GetAsyncEnumerator().UntilAsync("heard two");
    }

    [Fact]
    public async Task Attached_process_that_ends_says_its_exit_code()
    {
        var pod = await world.RunAsync("read line; echo bye; exit 5", spec => spec with { OpenStdin = true });
        await using var streams = world.Streams();
        await using var stream = await AttachAsync(streams, pod);

        await stream.Input.WriteAsync("go\n"u8.ToArray());

        var said = await stream.ToEndAsync();
        Assert.Equal(("bye\n", 5), (said.Output, said.ExitCode));
    }

    [Fact]
    public async Task Attach_where_it_makes_no_sense_is_refused()
    {
        var pod = await world.RunAsync("sleep 3600");
        await using var streams = world.Streams();
        Assert.Contains("without an input", await Reading.RefusedAsync(400, () => AttachAsync(streams, pod)), StringComparison.Ordinal);

        await world.Engine.StopContainerAsync(world.IdOf(pod), TimeSpan.Zero, default);

        Assert.Equal("cannot attach to a stopped container", await Reading.RefusedAsync(400, () => AttachAsync(streams, pod)));
        await world.EndedAsync(pod);
        Assert.Equal("cannot attach to a stopped container", await Reading.RefusedAsync(400, () => AttachAsync(streams, pod)));
    }

    private static Task<PodStream> AttachAsync(Agent.Streams.NodeStreams streams, string pod) =>
        StreamWorld.Client(streams).AttachAsync("n", new AttachRequest { PodUid = pod, Container = "main", Stdin = true }, default);
}
