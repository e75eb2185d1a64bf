using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>An archive that goes into a container.</summary>
/// <param name="write">Writes it.</param>
internal sealed class ArchiveWriteTarget(Func<Stream, CancellationToken, Task> write) : IStreamTarget
{
    /// <inheritdoc/>
    public Task TakeInputAsync(PipeReader input, CancellationToken cancellationToken) => write(input.AsStream(leaveOpen: true), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamFrame> ReadOutputAsync(Task input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await input.WaitAsync(cancellationToken).ConfigureAwait(false);
        yield return new StreamFrame { Kind = StreamFrameKind.End, ExitCode = 0 };
    }

    /// <inheritdoc/>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
