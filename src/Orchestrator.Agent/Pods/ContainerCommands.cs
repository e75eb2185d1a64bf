using System.Text;
using Orchestrator.Agent.Probes;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>Runs the commands of probes in a container.</summary>
internal static class ContainerCommands
{
    private const int OutputBytesMax = 10 * 1024;

    /// <summary>What runs a probe's command in this run of a container. A command that is cut off is killed.</summary>
    public static ProbeCommand Of(IContainerEngine engine, string id) => async (command, running, cancellationToken) =>
    {
        await using var process = await engine.ExecAsync(id, new ExecSpec { Command = command }, cancellationToken);
        running();
        var output = new List<byte>();
        await foreach (var piece in process.ReadOutputAsync(cancellationToken))
        {
            output.AddRange(piece.Bytes.Span[..Math.Min(piece.Bytes.Length, OutputBytesMax - output.Count)]);
        }

        return new ProbeCommandResult(await process.WaitAsync(cancellationToken), Encoding.UTF8.GetString([.. output]));
    };
}
