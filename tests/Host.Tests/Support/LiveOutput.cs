using System.Text;

namespace Orchestrator.Host.Tests.Support;

/// <summary>An output that can be read while it is written.</summary>
public sealed class LiveOutput : MemoryStream
{
    private readonly Lock _gate = new();

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            base.Write(buffer, offset, count);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return Encoding.UTF8.GetString(ToArray());
        }
    }
}
