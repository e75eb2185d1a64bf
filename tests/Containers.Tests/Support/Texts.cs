using System.Text;

namespace Orchestrator.Containers.Tests.Support;

public static class Texts
{
    public static async Task<string> ReadAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> output)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var bytes = new MemoryStream();
        await foreach (var part in output.WithCancellation(bound.Token))
        {
            bytes.Write(part.Span);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
