using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

public sealed class ExecTests(Engine engine) : IClassFixture<Engine>
{
    private readonly IExecOperations _exec = engine.Client.Exec;

    [Fact]
    public async Task Exec_attached_passes_input_output_and_the_exit_code()
    {
        var id = await engine.RunAsync("sleep", "600");
        var exec = (await _exec.ExecCreateContainerAsync(id, Command("sh", "-c", "cat; echo done >&2; exit 4"))).ID!;

        var output = await _exec.StartAndAttachContainerExecAsync(exec, false);
        await output.CopyFromAsync(Engine.Bytes("some input\n"), default);
        output.CloseWrite();

        Assert.Equal("some input\n|done\n", await Engine.ReadAsync(output));

        // The engine learns of the end a moment after the end of the output.
        await Silos.Eventually.TrueAsync(async () => !(await _exec.InspectContainerExecAsync(exec)).Running);
        var inspected = await _exec.InspectContainerExecAsync(exec);
        Assert.Equal((false, 4L, id), (inspected.Running, inspected.ExitCode, inspected.ContainerID));
    }

    [Fact]
    public async Task Exec_with_a_terminal_gives_the_bytes_alone()
    {
        var id = await engine.RunAsync("sleep", "600");
        var command = Command("sh", "-c", "echo out; echo err >&2");
        command.Tty = true;
        var exec = (await _exec.ExecCreateContainerAsync(id, command)).ID!;

        var output = await _exec.StartAndAttachContainerExecAsync(exec, true);

        Assert.Equal("out\r\nerr\r\n|", await Engine.ReadAsync(output));
    }

    [Fact]
    public async Task Exec_detached_runs()
    {
        var id = await engine.RunAsync("sh", "-c", "while ! test -e /go; do sleep 0.1; done; exit 9");
        var exec = (await _exec.ExecCreateContainerAsync(id, new ContainerExecCreateParameters { Cmd = ["sh", "-c", "echo > /go"] })).ID!;

        await _exec.StartContainerExecAsync(exec);

        Assert.Equal(9, (await engine.Client.Containers.WaitContainerAsync(id)).StatusCode);
    }

    [Fact]
    public async Task Exec_in_a_container_that_is_gone_is_not_found()
    {
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => _exec.ExecCreateContainerAsync(engine.NewName(), Command("true")));
        await Assert.ThrowsAsync<DockerContainerNotFoundException>(() => _exec.StartAndAttachContainerExecAsync("0000", false));
    }

    [Fact]
    public async Task Exec_that_runs_has_a_process_id_and_no_exit_code_yet()
    {
        var id = await engine.RunAsync("sleep", "600");
        var exec = (await _exec.ExecCreateContainerAsync(id, Command("sh", "-c", "echo here; cat"))).ID!;
        using var output = await _exec.StartAndAttachContainerExecAsync(exec, false);
        await output.ReadOutputAsync(new byte[10], 0, 10, default);

        // The engine learns of the process a moment after the process is heard.
        await Silos.Eventually.TrueAsync(async () => (await _exec.InspectContainerExecAsync(exec)).Pid > 1);
        var inspected = await _exec.InspectContainerExecAsync(exec);

        Assert.Equal((true, 0L), (inspected.Running, inspected.ExitCode));
        Assert.True(inspected.Pid > 1);
    }

    [Fact]
    public async Task Exec_with_a_terminal_takes_another_size()
    {
        var id = await engine.RunAsync("sleep", "600");
        var command = Command("sh", "-c", "read go; stty size");
        command.Tty = true;
        var exec = (await _exec.ExecCreateContainerAsync(id, command)).ID!;
        var output = await _exec.StartAndAttachContainerExecAsync(exec, true);
        await output.WriteAsync("g"u8.ToArray(), 0, 1, default);
        await output.ReadOutputAsync(new byte[10], 0, 10, default);

        await _exec.ResizeContainerExecTtyAsync(exec, new ContainerResizeParameters { Width = 99, Height = 33 });
        await output.WriteAsync("\n"u8.ToArray(), 0, 1, default);

        Assert.Contains("33 99\r\n", await Engine.ReadAsync(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_cancelled_ends()
    {
        var id = await engine.RunAsync("sleep", "600");
        var exec = (await _exec.ExecCreateContainerAsync(id, Command("cat"))).ID!;
        using var output = await _exec.StartAndAttachContainerExecAsync(exec, false);
        using var cancelled = new CancellationTokenSource();
        var reading = output.ReadOutputAsync(new byte[10], 0, 10, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private static ContainerExecCreateParameters Command(params string[] command) =>
        new() { Cmd = command, AttachStdin = true, AttachStdout = true, AttachStderr = true };
}
