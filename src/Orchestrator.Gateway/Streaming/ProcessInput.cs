using System.Buffers;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Gateway.Streaming;

/// <summary>What a client sends to a process: its input, the size of its terminal. What comes after the process has ended is passed over.</summary>
internal sealed class ProcessInput(ChannelSocket client, SessionLife life, StreamProtocol protocol, PodStream? process)
{
    private readonly ArrayBufferWriter<byte> _message = new();
    private bool _stdinEnded = process is null;

    /// <summary>Receives until the client closes or goes away, which ends the session.</summary>
    public async Task TakeAsync()
    {
        try
        {
            while (await client.ReceiveAsync(life.Abort) is { } piece)
            {
                life.Touch();
                await TakeAsync(piece);
            }

            life.End();
        }
        catch (Exception gone) when (PodStreamSessions.IsOfGoneClient(gone))
        {
            life.End();
        }
#pragma warning disable CA1031 // Whatever it is ends the session, and the client is told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            life.End(fault);
        }
    }

    private async Task TakeAsync(ChannelPiece piece)
    {
        switch (piece.Channel)
        {
            case ProcessChannel.Stdin:
                await WriteAsync(piece.Bytes);
                return;
            case ProcessChannel.Resize when Whole(piece) is { } message:
                await ResizeAsync(TerminalSize.Read(message));
                return;
            case ProcessChannel.Close when protocol.Closes && Whole(piece) is { } message:
                await EndAsync(message);
                return;
            case ProcessChannel.Resize:
            case ProcessChannel.Close when protocol.Closes:
                return;
            default:
                throw new StreamProtocolException($"clients send on the channels 0 (input) and 4 (size of the terminal){(protocol.Closes ? ", and 255 to end one" : "")}; got {piece.Channel}");
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_stdinEnded || bytes.IsEmpty)
        {
            return;
        }

        try
        {
            await process!.Input.WriteAsync(bytes, life.Ending);
        }
        catch (IOException)
        {
            // The process reads no more; what it does besides goes on.
            _stdinEnded = true;
        }
    }

    private async Task ResizeAsync(TerminalSize size)
    {
        if (size.IsKnown && process is not null && !life.Ending.IsCancellationRequested)
        {
            await process.ResizeAsync(size.Columns, size.Rows).WaitAsync(life.Ending);
        }
    }

    private async Task EndAsync(ReadOnlyMemory<byte> channel)
    {
        if (channel.Length != 1)
        {
            throw new StreamProtocolException("a message on channel 255 is the number of the channel that ends, in one byte");
        }

        if (channel.Span[0] == ProcessChannel.Stdin && !_stdinEnded)
        {
            _stdinEnded = true;
            await process!.Input.DisposeAsync().AsTask().WaitAsync(life.Ending);
        }
    }

    // Such messages are short; one that is not is refused before it is gathered.
    private ReadOnlyMemory<byte>? Whole(ChannelPiece piece)
    {
        const int BytesMax = 1024;
        if (_message.WrittenCount + piece.Bytes.Length > BytesMax)
        {
            throw new StreamProtocolException($"a message on channel {piece.Channel} has at most {BytesMax} bytes");
        }

        _message.Write(piece.Bytes.Span);
        if (!piece.IsLast)
        {
            return null;
        }

        var message = _message.WrittenMemory.ToArray();
        _message.ResetWrittenCount();
        return message;
    }
}
