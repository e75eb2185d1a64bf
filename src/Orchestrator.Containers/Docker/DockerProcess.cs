using System.Runtime.CompilerServices;
using Docker.DotNet;

namespace Orchestrator.Containers.Docker;

/// <summary>A process and the connection that the engine handed over for it.</summary>
internal sealed class DockerProcess : IContainerProcess
{
    private const int PieceBytes = 32 * 1024;

    private readonly MultiplexedStream _stream;
    private readonly IProcessControl _control;
    private readonly StreamRead _read;
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reading;
    private int _ending;

    /// <param name="stream">The connection.</param>
    /// <param name="stdin">Whether the process has an input.</param>
    /// <param name="control">What can be done with it besides.</param>
    /// <param name="read">Reads from an open stream and turns what goes wrong into an <see cref="EngineException"/>.</param>
    public DockerProcess(MultiplexedStream stream, bool stdin, IProcessControl control, StreamRead read)
    {
        _stream = stream;
        _control = control;
        _read = read;
        Stdin = new ProcessInput(stream, stdin, read);
    }

    /// <inheritdoc cref="DockerEngine.ReadAsync{T}" />
    public delegate Task<int> StreamRead(EngineOperation operation, Func<CancellationToken, Task<int>> read, CancellationToken cancellationToken);

    /// <inheritdoc />
    public Stream Stdin { get; }

    /// <inheritdoc />
    public async IAsyncEnumerable<ProcessOutput> ReadOutputAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
        {
            throw new InvalidOperationException("The output of a process can be read once.");
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var buffer = new byte[PieceBytes];
        try
        {
            while (true)
            {
                var target = MultiplexedStream.TargetStream.StandardOut;
                var count = await _read(
                    EngineOperation.Exec,
                    async token =>
                    {
                        var piece = await _stream.ReadOutputAsync(buffer, 0, buffer.Length, token);
                        target = piece.Target;
                        return piece.Count;
                    },
                    linked.Token);
                if (count == 0)
                {
                    yield break;
                }

                var stream = target == MultiplexedStream.TargetStream.StandardError ? OutputStream.Stderr : OutputStream.Stdout;
                yield return new ProcessOutput(stream, buffer.AsSpan(0, count).ToArray());
            }
        }
        finally
        {
            _outputEnded.TrySetResult();
        }
    }

    /// <inheritdoc />
    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        try
        {
            await _control.ResizeAsync(columns, rows, cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault is EngineFault.NotFound or EngineFault.Conflict)
        {
            // It has ended.
        }
    }

    /// <inheritdoc />
    public Task<int> WaitAsync(CancellationToken cancellationToken) => _control.WaitAsync(_outputEnded.Task, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            return;
        }

        await _disposed.CancelAsync();
        _stream.Dispose();
        await _control.EndAsync();
        _disposed.Dispose();
    }
}
