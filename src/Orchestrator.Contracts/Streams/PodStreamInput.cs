namespace Orchestrator.Contracts.Streams;

/// <summary>A session's input, as numbered pieces: one that may have been lost is sent again, and taken once.</summary>
internal sealed class PodStreamInput(INodeAgentGrain agent, StreamOpened opened) : Stream
{
    private const int TriesMax = 4;

    private long _sequence;
    private bool _closed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_closed;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        while (!buffer.IsEmpty)
        {
            var piece = buffer[..Math.Min(buffer.Length, opened.InputPieceBytesMax)];
            if (await SendAsync(piece.ToArray(), last: false, cancellationToken) == StreamInputOutcome.Ended)
            {
                throw new IOException("The other side takes no more input.");
            }

            buffer = buffer[piece.Length..];
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The input of a session is written asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            await SendAsync(ReadOnlyMemory<byte>.Empty, last: true, CancellationToken.None);
            _closed = true;
        }

        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // Sent again for as long as there is no room, which ends with the session at the latest. A call without an answer is repeated a few times under its number.
    private async Task<StreamInputOutcome> SendAsync(ReadOnlyMemory<byte> bytes, bool last, CancellationToken cancellationToken)
    {
        var input = new StreamInput { Session = opened.Session, Sequence = _sequence, Bytes = bytes, Last = last };
        for (var tries = 1; ;)
        {
            try
            {
                var outcome = await agent.WriteStream(input).WaitAsync(cancellationToken);
                if (outcome != StreamInputOutcome.Full)
                {
                    _sequence++;
                    return outcome;
                }
            }
            catch (ApiException gone) when (gone.Status.Code == 404)
            {
                return StreamInputOutcome.Ended;
            }
            catch (TimeoutException) when (tries < TriesMax)
            {
                tries++;
            }
            catch (OperationCanceledException)
            {
                // Whether the piece was taken is not known, and the next one may not have its number.
                _closed = true;
                throw;
            }
        }
    }
}
