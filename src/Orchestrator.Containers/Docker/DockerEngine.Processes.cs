using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<IContainerProcess> ExecAsync(string id, ExecSpec process, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentNullException.ThrowIfNull(process);
        var created = await CallAsync(
            EngineOperation.Exec, (session, token) => session.Client.Exec.ExecCreateContainerAsync(id, RequestOf(process), token), cancellationToken);
        var control = new ExecControl(this, created.ID ?? "", process.Tty);
        try
        {
            var stream = await CallAsync(
                EngineOperation.Exec, (session, token) => session.Client.Exec.StartAndAttachContainerExecAsync(control.ExecId, process.Tty, token), cancellationToken);
            return new DockerProcess(stream, process.Stdin, control, ReadAsync);
        }
        catch
        {
            // It may have been started, and nobody else knows of it.
            await control.EndAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<IContainerProcess> AttachAsync(string id, AttachSpec attachment, CancellationToken cancellationToken)
    {
        EngineNames.Object(id);
        ArgumentNullException.ThrowIfNull(attachment);
        var (stream, tty) = await CallAsync(EngineOperation.Attach, (session, token) => AttachAsync(session.Client, id, attachment, token), cancellationToken);
        return new DockerProcess(stream, attachment.Stdin, new AttachControl(this, id, tty), ReadAsync);
    }

    private static async Task<(MultiplexedStream Stream, bool Tty)> AttachAsync(
        DockerClient client, string id, AttachSpec attachment, CancellationToken cancellationToken)
    {
        // Only with a terminal does the engine send the bytes alone; and to a container that does not run it attaches without a word, until somebody starts it.
        var container = await client.Containers.InspectContainerAsync(id, cancellationToken);
        if (container.State?.Running != true)
        {
            throw new EngineException(EngineFault.Conflict, $"The container '{id}' is not running, so nothing can be attached to it.");
        }

        if (attachment.Stdin && container.Config?.OpenStdin != true)
        {
            throw new EngineException(EngineFault.Invalid, $"The container '{id}' was made without an input, so nothing can be written to it.");
        }

        var tty = container.Config?.Tty ?? false;
        var parameters = new ContainerAttachParameters { Stream = true, Stdin = attachment.Stdin, Stdout = attachment.Stdout, Stderr = attachment.Stderr };
        return (await client.Containers.AttachContainerAsync(id, tty, parameters, cancellationToken), tty);
    }

    private static ContainerExecCreateParameters RequestOf(ExecSpec process) => new()
    {
        Cmd = [.. process.Command],
        Tty = process.Tty,
        AttachStdin = process.Stdin,
        AttachStdout = true,
        AttachStderr = true,
        User = process.User,
        Env = process.Environment.Count == 0 ? null : [.. process.Environment],
        WorkingDir = process.WorkingDirectory,
    };

    private static ContainerResizeParameters SizeOf(int columns, int rows) => new() { Width = columns, Height = rows };

    /// <summary>What can be done with a container's first process beside its streams.</summary>
    private sealed class AttachControl(DockerEngine engine, string containerId, bool tty) : IProcessControl
    {
        public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
        {
            try
            {
                if (tty)
                {
                    await engine.CallAsync(
                        EngineOperation.ResizeTerminal,
                        (client, token) => client.Containers.ResizeContainerTtyAsync(containerId, SizeOf(columns, rows), token),
                        cancellationToken);
                }
            }
            catch (EngineException exception) when (exception.Fault == EngineFault.Unavailable)
            {
                // A container that has ended is refused with 500, as trouble of the engine's own is.
                if (await engine.FindContainerAsync(containerId, cancellationToken) is { State: ContainerState.Running })
                {
                    throw;
                }
            }
        }

        public async Task<int> WaitAsync(Task outputEnded, CancellationToken cancellationToken) => (int)(await engine.CallAsync(
            EngineOperation.WaitContainer,
            (session, token) => session.Client.Containers.WaitContainerAsync(containerId, token),
            cancellationToken,
            Timeout.InfiniteTimeSpan)).StatusCode;

        public Task EndAsync() => Task.CompletedTask;
    }
}
