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

    private static ContainerExecCreateParameters Command(params string[] command) =>
        new() { Cmd = command, AttachStdin = true, AttachStdout = true, AttachStderr = true };
}
