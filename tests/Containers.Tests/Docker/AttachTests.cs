using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class AttachTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Process_attached_to_reads_what_is_written_and_its_end_is_seen()
    {
        var id = await real.RunAsync(real.Spec("attach", "sh", "-c", "cat; echo done >&2; exit 6") with { OpenStdin = true, StdinOnce = true });
        await using var process = await _engine.AttachAsync(id, new AttachSpec { Stdin = true }, default);
        var waiting = process.WaitAsync(default);

        await process.Stdin.WriteAsync("typed\n"u8.ToArray());
        await process.Stdin.DisposeAsync();

        Assert.Equal((6, "typed\n", "done\n"), await process.ToEndAsync());
        Assert.Equal(6, await waiting);
    }

    [Fact]
    public async Task Process_attached_to_goes_on_when_it_is_left()
    {
        var id = await real.RunAsync(real.Spec("left", "sh", "-c", "while read line; do echo got $line; done") with { OpenStdin = true });
        foreach (var round in new[] { "one", "two" })
        {
            await using var process = await _engine.AttachAsync(id, new AttachSpec { Stdin = true, Stderr = false }, default);
            await using var output = process.ReadOutputAsync(default).GetAsyncEnumerator();
            await process.Stdin.WriteAsync(System.Text.Encoding.UTF8.GetBytes(round + "\n"));
            await output.UntilAsync($"got {round}\n");
        }

        Assert.Equal(ContainerState.Running, (await _engine.FindContainerAsync(id, default))!.State);
    }

    [Fact]
    public async Task Terminal_of_a_container_has_the_size_that_it_was_given()
    {
        var id = await real.RunAsync(real.Spec("tty", "sh") with { OpenStdin = true, Tty = true });
        await using var process = await _engine.AttachAsync(id, new AttachSpec { Stdin = true }, default);
        await using var output = process.ReadOutputAsync(default).GetAsyncEnumerator();

        await process.ResizeAsync(100, 30, default);
        await process.Stdin.WriteAsync("stty size\n"u8.ToArray());

        await output.UntilAsync("30 100\r\n");
        await process.Stdin.WriteAsync("exit\n"u8.ToArray());
        await process.WaitAsync(default).WaitAsync(TimeSpan.FromSeconds(60));
        await process.ResizeAsync(80, 24, default);
    }

    [Fact]
    public async Task Container_that_does_not_run_is_a_conflict_and_one_without_input_takes_none()
    {
        var ended = await real.RunToEndAsync(real.Spec("ended", "true"));
        var deaf = await real.RunAsync(real.Spec("deaf", "sleep", "600"));

        await Engines.FailsAsync(EngineFault.Conflict, () => _engine.AttachAsync(ended.Id, new AttachSpec(), default));
        await Engines.FailsAsync(EngineFault.NotFound, () => _engine.AttachAsync(real.NewName("none"), new AttachSpec(), default));
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.AttachAsync(deaf, new AttachSpec { Stdin = true }, default));
    }

    [Fact]
    public async Task Signal_ends_a_container_and_one_that_has_ended_takes_none()
    {
        var id = await real.RunAsync(real.Spec("kill", "sh", "-c", "trap 'exit 44' USR1; echo ready; while true; do sleep 0.1; done"));
        await using (var process = await _engine.AttachAsync(id, new AttachSpec(), default))
        {
            var waiting = process.WaitAsync(default);
            await Orchestrator.TestKit.Eventually.True(
                async () => (await Texts.ReadAsync(_engine.ReadLogsAsync(id, new LogOptions(), default))).Contains("ready", StringComparison.Ordinal), "its trap is set");
            await _engine.KillContainerAsync(id, "SIGUSR1", default);
            Assert.Equal(44, await waiting.WaitAsync(TimeSpan.FromSeconds(60)));
        }

        await Engines.FailsAsync(EngineFault.Conflict, () => _engine.KillContainerAsync(id, "SIGTERM", default));
        await Engines.FailsAsync(EngineFault.NotFound, () => _engine.KillContainerAsync(real.NewName("none"), "SIGTERM", default));
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.KillContainerAsync(id, "SIGNONE", default));
    }
}
