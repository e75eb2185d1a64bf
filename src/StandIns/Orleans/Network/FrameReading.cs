using System.IO.Pipelines;

namespace Orleans.Networking;

/// <summary>Reads single frames, as a handshake does.</summary>
internal static class FrameReading
{
    // Of somebody who was not heard yet no more is taken.
    private const int HandshakeBytesMax = 4 * 1024 * 1024;

    /// <summary>The next frame, which has to be of that kind.</summary>
    /// <exception cref="InvalidDataException">Something else came, or nothing.</exception>
    public static async Task<Frame> ReadFrameAsync(this PipeReader input, FrameKind kind, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (Frame.TryRead(ref buffer, HandshakeBytesMax, out var frame))
            {
                input.AdvanceTo(buffer.Start);
                return frame.Kind == kind ? frame : throw new InvalidDataException($"A frame of the kind {frame.Kind} came in place of {kind}.");
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                throw new InvalidDataException("The other side hung up during the handshake.");
            }
        }
    }

    /// <summary>Writes a frame without a body and flushes it.</summary>
    public static async Task WriteFrameAsync<T>(this PipeWriter output, FrameKind kind, T header, CancellationToken cancellationToken)
    {
        new Frame(kind, 0, WireJson.Write(header), default).WriteTo(output);
        await output.FlushAsync(cancellationToken);
    }
}
