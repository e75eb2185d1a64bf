using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Contracts.Usage;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>Streams of nodes whose other side says what it hears, and then ends with the number of sizes that it was given.</summary>
public sealed class EchoStreams : INodeStreams
{
    private readonly Channel<StreamFrame> _frames = Channel.CreateUnbounded<StreamFrame>();
    private long _next;
    private int _resized;

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Acknowledged { get; private set; }

    /// <summary>Pieces of input that were answered as if there were no room, or as if the answer came late.</summary>
    public Queue<StreamInputOutcome?> Troubles { get; } = new();

    public async IAsyncEnumerable<byte[]> ReadLogsAsync(LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return Encoding.UTF8.GetBytes(request.Container);
    }

    public Task<StreamOpened> OpenExecAsync(ExecRequest request) => request.Command is ["refused"]
        ? throw ApiErrors.BadRequest("cannot exec in a stopped container")
        : Task.FromResult(new StreamOpened("s", 64, 16));

    public Task<StreamOpened> OpenAttachAsync(AttachRequest request) => throw new NotSupportedException();

    public Task<StreamOpened> OpenPortForwardAsync(PortForwardRequest request) => throw new NotSupportedException();

    public Task<StreamOpened> OpenArchiveReadAsync(ArchiveRequest request) => throw new NotSupportedException();

    public Task<StreamOpened> OpenArchiveWriteAsync(ArchiveRequest request) => throw new NotSupportedException();

    public async IAsyncEnumerable<StreamFrame> ReadAsync(string session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            yield return new StreamFrame { Kind = StreamFrameKind.KeepAlive };
            await foreach (var frame in _frames.Reader.ReadAllAsync(cancellationToken))
            {
                yield return frame;
            }
        }
        finally
        {
            Ended.TrySetResult();
        }
    }

    public void Acknowledge(string session, long bytes) => Acknowledged = Math.Max(Acknowledged, bytes);

    public Task<StreamInputOutcome> WriteAsync(StreamInput input)
    {
        var trouble = Troubles.TryDequeue(out var found);
        if (trouble && found is { } outcome)
        {
            return Task.FromResult(outcome);
        }

        if (input.Sequence == _next)
        {
            _next++;
            _frames.Writer.TryWrite(input.Last
                ? new StreamFrame { Kind = StreamFrameKind.End, ExitCode = _resized }
                : new StreamFrame { Kind = StreamFrameKind.Stdout, Bytes = input.Bytes });
            _ = input.Last && _frames.Writer.TryComplete();
        }

        return trouble ? throw new TimeoutException("The answer is late.") : Task.FromResult(StreamInputOutcome.Taken);
    }

    public Task ResizeAsync(string session, int columns, int rows)
    {
        _resized++;
        return Task.CompletedTask;
    }

    public void Close(string session) => Ended.TrySetResult();

    public Task<NodeUsage> ReadUsageAsync() => Task.FromResult(new NodeUsage([]));
}
