using System.Text;
using Orchestrator.Gateway.Streaming.Forwarding;

namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>One forwarded connection: a stream for its bytes, and one for what goes wrong.</summary>
internal sealed class SpdyConnection : IForwardClient, IDisposable
{
    private readonly SpdyFrameWriter _writer;
    private readonly SessionLife _life;
    private readonly CancellationTokenSource _reset;
    private readonly CancellationToken _end;
    private readonly Lock _lock = new();
    private readonly int _errorStream;
    private readonly Forward _forward;
    private int _dataStream;
    private int _outputEnded;
    private bool _inputEnded;
    private bool _disposed;

    public SpdyConnection(SpdyFrameWriter writer, SessionLife life, int port, int errorStream, Func<SpdyConnection, Forward> open)
    {
        (_writer, _life, Port, _errorStream) = (writer, life, port, errorStream);
        _reset = CancellationTokenSource.CreateLinkedTokenSource(life.Ending);
        _end = _reset.Token;
        _forward = open(this);
    }

    public int Port { get; }

    /// <summary>Whether it has its stream for bytes.</summary>
    public bool IsStarted => _dataStream != 0;

    /// <summary>Its work, once it is started; never fails.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Gives it its stream for bytes; passes them on until both sides have ended or the client resets it.</summary>
    /// <param name="dataStream">The stream.</param>
    /// <param name="ended">Called when all is over.</param>
    public void Start(int dataStream, Action ended)
    {
        _dataStream = dataStream;
        Running = RunAsync(ended);
    }

    /// <summary>Takes bytes from the client.</summary>
    public ValueTask TakeAsync(ReadOnlyMemory<byte> bytes)
    {
        _life.Touch();
        return _inputEnded ? throw new StreamProtocolException($"bytes follow the end of stream {_dataStream}") : _forward.WriteAsync(bytes, _end);
    }

    /// <summary>The client sends no more.</summary>
    public void EndInput()
    {
        _inputEnded = true;
        _forward.EndInput();
    }

    /// <summary>The client wants no more of it.</summary>
    public void Reset()
    {
        Interlocked.Exchange(ref _outputEnded, 1);
        lock (_lock)
        {
            if (!_disposed)
            {
                _reset.Cancel();
            }
        }
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _life.Touch();
        return _writer.SendAsync(_dataStream, bytes, isLast: false, _life.Abort);
    }

    public Task EndOutputAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _outputEnded, 1) == 0 ? _writer.SendAsync(_dataStream, default, isLast: true, _life.Abort) : Task.CompletedTask;

    public Task FailAsync(string why, CancellationToken cancellationToken) =>
        _writer.SendAsync(_errorStream, Encoding.UTF8.GetBytes(why), isLast: false, _life.Abort);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _reset.Dispose();
        }
    }

    private async Task RunAsync(Action ended)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _forward.RunAsync(_end);
            await EndOutputAsync(_life.Abort);
            await _writer.SendAsync(_errorStream, default, isLast: true, _life.Abort);
        }
        catch (Exception gone) when (PodStreamSessions.IsOfGoneClient(gone))
        {
            // The reader of the frames sees it too, and ends the session.
        }

        ended();
        Dispose();
    }
}
