using System.Collections.Immutable;
using System.Text;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Probes;

/// <summary>Runs the commands of probes by the container engine.</summary>
public static class EngineCommands
{
    private const int OutputBytesMax = 10 * 1024;

    /// <summary>
    /// Commands in a container. One has ended when its output has; one whose time is up is killed, with what it has started. A container that does not run, or an
    /// engine that does not answer, throws <see cref="EngineException"/>.
    /// </summary>
    /// <param name="engine">The engine.</param>
    /// <param name="containerId">The container.</param>
    public static ProbeCommand Of(IContainerEngine engine, string containerId) =>
        (command, running, cancellationToken) => RunAsync(engine, containerId, command, running, cancellationToken);

    private static async Task<ProbeCommandResult> RunAsync(
        IContainerEngine engine, string containerId, ImmutableArray<string> command, Action running, CancellationToken cancellationToken)
    {
        await using var process = await engine.ExecAsync(containerId, new ExecSpec { Command = command }, cancellationToken);
        running();
        var output = await ReadAsync(process, cancellationToken);
        return new ProbeCommandResult(await process.WaitAsync(cancellationToken), output);
    }

    // All of it is read, because a process that nobody reads from waits; little of it is kept.
    private static async Task<string> ReadAsync(IContainerProcess process, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        await foreach (var piece in process.ReadOutputAsync(cancellationToken))
        {
            kept.Write(piece.Bytes.Span[..Math.Min(piece.Bytes.Length, OutputBytesMax - (int)kept.Length)]);
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
