using System.Text;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Reads sessions to their end, within a generous bound.</summary>
internal static class Reading
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    /// <summary>All that a session says.</summary>
    public static async Task<Said> ToEndAsync(this PodStream stream)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        StreamFrame? last = null;
        await foreach (var frame in stream.ReadAsync(bound.Token))
        {
            (frame.Kind == StreamFrameKind.Stderr ? errors : output).Write(frame.Bytes.Span);
            last = frame;
        }

        Assert.Equal(StreamFrameKind.End, last?.Kind);
        return new Said(output.ToArray(), Encoding.UTF8.GetString(errors.ToArray()), last!.ExitCode, last.Error);
    }

    /// <summary>Reads until the output has this text.</summary>
    public static async Task UntilAsync(this IAsyncEnumerator<StreamFrame> frames, string text)
    {
        var seen = new StringBuilder();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await frames.MoveNextAsync().AsTask().WaitAsync(Bound), $"the output ended without '{text}': {seen}");
            Assert.True(frames.Current.Error is null, frames.Current.Error);
            seen.Append(Encoding.UTF8.GetString(frames.Current.Bytes.Span));
        }
    }

    /// <summary>Reads the next frame that says something; false at the end.</summary>
    public static async Task<bool> NextAsync(this IAsyncEnumerator<StreamFrame> frames)
    {
        while (await frames.MoveNextAsync().AsTask().WaitAsync(Bound))
        {
            if (frames.Current.Kind != StreamFrameKind.KeepAlive)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A refusal of this code.</summary>
    public static async Task<string> RefusedAsync(int code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(call);
        Assert.True(refusal.Status.Code == code, $"expected {code}, got {refusal.Status.Code}: {refusal.Message}");
        return refusal.Message;
    }

    internal sealed record Said(byte[] Bytes, string Errors, int? ExitCode, string? Error)
    {
        public string Output => Encoding.UTF8.GetString(Bytes);
    }
}
