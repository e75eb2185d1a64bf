using System.Globalization;
using Orchestrator.Containers.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class ExecTests(RealEngine real)
{
    // Tests that run beside this one open some too; a leak would be one for each process.
    private const int HandlesOfOthers = 30;

    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Output_keeps_its_streams_apart_and_the_exit_code_is_the_process()
    {
        var id = await SleeperAsync();

        Assert.Equal((7, "out\n", "err\n"), await _engine.RunAsync(id, "sh", "-c", "echo out; echo err >&2; exit 7"));
        Assert.Equal((0, "", ""), await _engine.RunAsync(id, "true"));
        Assert.Equal(137, (await _engine.RunAsync(id, "sh", "-c", "kill -9 $$")).ExitCode);
    }

    [Fact]
    public async Task Input_that_ends_leaves_the_output_open()
    {
        var id = await SleeperAsync();
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", "cat; echo after"], Stdin = true }, default);

        await process.Stdin.WriteAsync("before\n"u8.ToArray());
        await process.Stdin.DisposeAsync();

        Assert.Equal((0, "before\nafter\n", ""), await process.ToEndAsync());
        await Assert.ThrowsAsync<NotSupportedException>(() => process.Stdin.WriteAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task Process_without_an_input_finds_it_ended()
    {
        var id = await SleeperAsync();
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["cat"] }, default);

        Assert.False(process.Stdin.CanWrite);
        await Assert.ThrowsAsync<NotSupportedException>(() => process.Stdin.WriteAsync(new byte[1]).AsTask());
        Assert.Equal((0, "", ""), await process.ToEndAsync());
    }

    [Fact]
    public async Task Terminal_has_the_size_that_it_was_given()
    {
        var id = await SleeperAsync();
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh"], Tty = true, Stdin = true }, default);
        await using var output = process.ReadOutputAsync(default).GetAsyncEnumerator();

        await process.ResizeAsync(132, 43, default);
        await process.Stdin.WriteAsync("stty size\n"u8.ToArray());
        await output.UntilAsync("43 132\r\n");
        await process.Stdin.WriteAsync("exit 3\n"u8.ToArray());
        while (await output.MoveNextAsync())
        {
            Assert.Equal(OutputStream.Stdout, output.Current.Stream);
        }

        Assert.Equal(3, await process.WaitAsync(default));
        await process.ResizeAsync(80, 24, default);
    }

    [Fact]
    public async Task Terminal_given_a_size_before_its_process_has_started_has_it()
    {
        var id = await SleeperAsync();
        for (var round = 0; round < 5; round++)
        {
            await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", "read go; stty size"], Tty = true, Stdin = true }, default);

            await process.ResizeAsync(101, 51, default);
            await process.Stdin.WriteAsync("\n"u8.ToArray());

            Assert.Contains("51 101", (await process.ToEndAsync()).Stdout, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task User_environment_and_directory_are_those_of_the_process()
    {
        var id = await SleeperAsync();
        var spec = new ExecSpec { Command = ["sh", "-c", "id -u; echo $GREETING; pwd"], User = "12:13", Environment = ["GREETING=hello"], WorkingDirectory = "/proc" };
        await using var process = await _engine.ExecAsync(id, spec, default);

        Assert.Equal((0, "12\nhello\n/proc\n", ""), await process.ToEndAsync());
    }

    [Fact]
    public async Task Program_that_is_not_there_says_so_and_ends_with_a_code()
    {
        var (exitCode, stdout, stderr) = await _engine.RunAsync(await SleeperAsync(), "no-such-program");

        Assert.InRange(exitCode, 126, 127);
        Assert.Contains("executable file not found", stdout + stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_that_does_not_run_or_is_not_there_is_refused()
    {
        var ended = await real.RunToEndAsync(real.Spec("ended", "true"));

        await Engines.FailsAsync(EngineFault.Conflict, () => _engine.ExecAsync(ended.Id, new ExecSpec { Command = ["true"] }, default));
        await Engines.FailsAsync(EngineFault.NotFound, () => _engine.ExecAsync(real.NewName("none"), new ExecSpec { Command = ["true"] }, default));
    }

    [Fact]
    public async Task Process_given_up_is_killed_with_what_it_started()
    {
        var id = await SleeperAsync();
        await using (var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", "sleep 4711 & echo started; wait"] }, default))
        {
            await using var output = process.ReadOutputAsync(default).GetAsyncEnumerator();
            await output.UntilAsync("started");
        }

        await Eventually.True(async () => !(await CommandsAsync(id)).Contains("4711", StringComparison.Ordinal), "the process and its child are gone");
        Assert.Equal(ContainerState.Running, (await _engine.FindContainerAsync(id, default))!.State);
    }

    [Fact]
    public async Task Reading_cancelled_ends_at_once_and_the_process_with_its_disposal()
    {
        var id = await SleeperAsync();
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sleep", "4712"] }, default);
        using var cancelled = new CancellationTokenSource();
        await using var output = process.ReadOutputAsync(cancelled.Token).GetAsyncEnumerator();
        var reading = output.MoveNextAsync().AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await process.DisposeAsync();
        await Eventually.True(async () => !(await CommandsAsync(id)).Contains("4712", StringComparison.Ordinal), "the process is gone");
    }

    [Fact]
    public async Task Waiting_ends_with_the_process_though_its_child_holds_the_output()
    {
        var id = await SleeperAsync();
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", "sleep 4713 & exit 5"] }, default);

        Assert.Equal(5, await process.WaitAsync(default).WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Waiting_from_the_beginning_is_not_deceived_by_a_process_that_has_not_started()
    {
        var id = await SleeperAsync();
        for (var round = 0; round < 5; round++)
        {
            await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", "exit 5"] }, default);

            Assert.Equal(5, await process.WaitAsync(default).WaitAsync(TimeSpan.FromSeconds(60)));
        }
    }

    [Fact]
    public async Task Process_whose_container_is_removed_ends()
    {
        var id = await SleeperAsync();
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", "echo started; sleep 4714"] }, default);
        await using var output = process.ReadOutputAsync(default).GetAsyncEnumerator();
        await output.UntilAsync("started");

        await _engine.RemoveContainerAsync(id, default);

        Assert.False(await output.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        await Engines.FailsAsync(EngineFault.NotFound, () => process.WaitAsync(default));
    }

    [Fact]
    public async Task Much_output_without_a_line_end_needs_little_memory()
    {
        const long Bytes = 200L << 20;
        var id = await SleeperAsync();
        var command = string.Create(CultureInfo.InvariantCulture, $"dd if=/dev/zero bs=1M count={Bytes >> 20} 2>/dev/null");
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = ["sh", "-c", command] }, default);
        var (before, most, read) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0L);

        await foreach (var piece in process.ReadOutputAsync(default))
        {
            Assert.InRange(piece.Bytes.Length, 1, 32 * 1024);
            var previous = read;
            read += piece.Bytes.Length;
            if (read >> 24 != previous >> 24)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Bytes, read);
        Assert.InRange(most, long.MinValue, 8 << 20);
        Assert.Equal(0, await process.WaitAsync(default));
    }

    [Fact]
    public async Task Many_processes_leave_no_connection_and_no_handle()
    {
        var id = await SleeperAsync();
        await RunManyAsync(id, 8);
        var before = OpenHandles();

        await RunManyAsync(id, 200);

        await Eventually.True(() => Task.FromResult(OpenHandles() <= before + HandlesOfOthers), $"as few open handles as before ({before}), not {OpenHandles()}");
    }

    // Some end by themselves, some are given up.
    private Task RunManyAsync(string id, int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (index, _) =>
    {
        await using var process = await _engine.ExecAsync(id, new ExecSpec { Command = index % 5 == 0 ? ["sleep", "600"] : ["echo", "here"] }, default);
        if (index % 5 != 0)
        {
            Assert.Equal((0, "here\n", ""), await process.ToEndAsync());
        }
    });

    private static int OpenHandles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private async Task<string> CommandsAsync(string id) => (await _engine.RunAsync(id, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).Stdout;

    private Task<string> SleeperAsync() => real.RunAsync(real.Spec("sleeper", "sleep", "600"));
}
