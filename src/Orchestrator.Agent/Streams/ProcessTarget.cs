using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Orchestrator.Containers;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>A process in a container.</summary>
/// <param name="process">The process.</param>
/// <param name="stdin">Whether it is written to.</param>
/// <param name="stdout">Whether its stdout is wanted.</param>
/// <param name="stderr">Whether its stderr is wanted.</param>
internal sealed class ProcessTarget(IContainerProcess process, bool stdin, bool stdout, bool stderr) : IStreamTarget
{
    /// <inheritdoc/>
    public async Task TakeInputAsync(PipeReader input, CancellationToken cancellationToken)
    {
        if (stdin)
        {
            await input.CopyToAsync(process.Stdin, cancellationToken).ConfigureAwait(false);
            await process.Stdin.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamFrame> ReadOutputAsync(Task input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in process.ReadOutputAsync(cancellationToken).ConfigureAwait(false))
        {
            if (piece.Stream == OutputStream.Stdout ? stdout : stderr)
            {
                var kind = piece.Stream == OutputStream.Stdout ? StreamFrameKind.Stdout : StreamFrameKind.Stderr;
                yield return new StreamFrame { Kind = kind, Bytes = piece.Bytes };
            }
        }

        yield return new StreamFrame { Kind = StreamFrameKind.End, ExitCode = await process.WaitAsync(cancellationToken).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => process.ResizeAsync(columns, rows, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}
