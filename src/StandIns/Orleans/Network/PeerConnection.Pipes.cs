using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>The two loops of a connection: one reads frames, one writes them.</summary>
internal sealed partial class PeerConnection
{
    // So many bytes are gathered before they are handed to the transport, which then says when it has room for more.
    private const int GatheredBytesMax = 32 * 1024;

    private async Task ReadAsync()
    {
        while (true)
        {
            var read = await transport.Input.ReadAsync();
            var buffer = read.Buffer;
            while (Frame.TryRead(ref buffer, Frame.BytesMax, out var frame))
            {
                Handle(frame);
            }

            transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted || read.IsCanceled)
            {
                return;
            }
        }
    }

    private void Handle(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Request:
                Take(frame);
                break;
            case FrameKind.Response when TakeUnanswered(frame.Call) is { } call:
                call.Answer(WireJson.Read<AnswerHeader>(frame.Header), frame.Body);
                break;
            case FrameKind.Response:
                // Its caller gave it up meanwhile.
                break;
            case FrameKind.Cancel or FrameKind.Abandon:
                FindIncoming(frame.Call)?.GiveUpHere(frame.Kind == FrameKind.Cancel);
                break;
            case FrameKind.Leaving:
                Part();
                break;
            case FrameKind.Parting:
                _parted.TrySetResult();
                break;
            default:
                throw new InvalidDataException($"A frame of the kind {frame.Kind} came, which does not belong here.");
        }
    }

    private void Take(Frame frame)
    {
        var call = new IncomingCall(caller, this, frame.Call, WireJson.Read<CallHeader>(frame.Header), frame.Body);
        lock (_gate)
        {
            if (_incoming.Count >= AwaitedMax + OneWayMax)
            {
                throw new InvalidDataException($"{name} sends more calls than it may before it has answers.");
            }

            _incoming.Add(frame.Call, call);
        }

        try
        {
            owner.Receive(call);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            call.Reject(exception);
        }
    }

    private Invocation? TakeUnanswered(ulong number)
    {
        lock (_gate)
        {
            if (_unanswered.Remove(number, out var call))
            {
                AdmitNext(call);
            }

            return call;
        }
    }

    private IncomingCall? FindIncoming(ulong number)
    {
        lock (_gate)
        {
            // Nobody waits for its answer, so none is owed.
            _incoming.Remove(number, out var call);
            SayIfDrained();
            return call;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync())
            {
                var gathered = 0;
                while (gathered < GatheredBytesMax && _outgoing.Reader.TryRead(out var next))
                {
                    gathered += Write(next);
                }

                if ((await transport.Output.FlushAsync()).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The connection ended; whoever reads from it sees the same and says so.
        }

        await transport.Output.CompleteAsync();
        transport.Input.CancelPendingRead();
    }

    private int Write(Outgoing next)
    {
        var frame = next.Frame;
        if (next.Call is { } call)
        {
            if (call.IsAbandoned)
            {
                TakeUnanswered(frame.Call);
                return 0;
            }

            frame = frame with { Header = WireJson.Write(call.Header(owner.Version)), Body = call.Body() };
            if (!Frame.Fits(frame.Header.Length, frame.Body.Length))
            {
                TakeUnanswered(frame.Call);
                call.Reject(new OrleansException(
                    $"The arguments of a call to {call.TargetId} have {frame.Body.Length} bytes; a message between silos may have {Frame.BytesMax}."));
                return 0;
            }
        }

        frame.WriteTo(transport.Output);
        return frame.Header.Length + frame.Body.Length;
    }
}
