using System.Text;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What there is of a run: the engine's description, and the container's last words once it has ended.</summary>
internal sealed class RunReader(IContainerEngine engine)
{
    private const int LogLinesMax = 80;
    private const int LogBytesMax = 2048;

    /// <summary>A run as it is now; null where the engine has nothing of it.</summary>
    public async Task<ContainerRun?> FindAsync(ContainerSlot slot, string id, CancellationToken cancellationToken) =>
        await engine.FindContainerAsync(id, cancellationToken) is { } found ? await ReadAsync(slot, found, null, cancellationToken) : null;

    /// <summary>The run that a description is of.</summary>
    public async Task<ContainerRun> ReadAsync(ContainerSlot slot, ContainerInfo container, Outage? outage, CancellationToken cancellationToken)
    {
        var run = Runs.Of(container, outage);
        var isNews = slot.View.Runs.All(known => known.Id != run.Id || known.State != RunState.Exited);
        return slot.Name.Length > 0 && isNews && run is { State: RunState.Exited, EndedByEngine: false }
            ? run with { Message = await LastWordsAsync(slot.Container, slot.Files(run.Attempt), run, cancellationToken) }
            : run;
    }

    private async Task<string> LastWordsAsync(Container container, RunFiles files, ContainerRun run, CancellationToken cancellationToken)
    {
        var written = files.ReadMessage();
        var fallsBack = written.Length == 0 && run.ExitCode != 0 && container.TerminationMessagePolicy == TerminationMessagePolicy.FallbackToLogsOnError;
        return fallsBack ? await LastOutputAsync(run.Id, cancellationToken) : written.Length > 0 ? written : run.Message;
    }

    private async Task<string> LastOutputAsync(string id, CancellationToken cancellationToken)
    {
        var output = new List<byte>();
        await foreach (var piece in engine.ReadLogsAsync(id, new LogOptions { TailLines = LogLinesMax }, cancellationToken))
        {
            output.AddRange(piece.Span);
            output.RemoveRange(0, Math.Max(0, output.Count - LogBytesMax));
        }

        return Encoding.UTF8.GetString([.. output]);
    }
}
