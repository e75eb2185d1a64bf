using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>An archive that comes out of a container.</summary>
/// <param name="archive">The archive.</param>
internal sealed class ArchiveReadTarget(Stream archive) : IStreamTarget
{
    private const int PieceBytes = 32 * 1024;

    /// <inheritdoc/>
    public Task TakeInputAsync(PipeReader input, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamFrame> ReadOutputAsync(Task input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceBytes];
        while (await archive.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            yield return new StreamFrame { Kind = StreamFrameKind.Stdout, Bytes = buffer.AsSpan(0, count).ToArray() };
        }

        yield return new StreamFrame { Kind = StreamFrameKind.End, ExitCode = 0 };
    }

    /// <inheritdoc/>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => archive.DisposeAsync();
}
