using System.Text;

namespace Orchestrator.Containers.Tests.Support;

public static class Processes
{
    /// <summary>Reads all output and waits for the end: exit code, stdout and stderr.</summary>
    public static async Task<(int ExitCode, string Stdout, string Stderr)> ToEndAsync(this IContainerProcess process)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var stdout = new MemoryStream();
        using var stderr = new MemoryStream();
        await foreach (var piece in process.ReadOutputAsync(bound.Token))
        {
            (piece.Stream == OutputStream.Stdout ? stdout : stderr).Write(piece.Bytes.Span);
        }

        return (await process.WaitAsync(bound.Token), Encoding.UTF8.GetString(stdout.ToArray()), Encoding.UTF8.GetString(stderr.ToArray()));
    }

    /// <summary>Reads until the output holds a text.</summary>
    public static async Task<string> UntilAsync(this IAsyncEnumerator<ProcessOutput> output, string text)
    {
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await output.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)), $"the output ended before '{text}': {read}");
            read += Encoding.UTF8.GetString(output.Current.Bytes.Span);
        }

        return read;
    }

    public static async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(this IContainerEngine engine, string id, params string[] command)
    {
        await using var process = await engine.ExecAsync(id, new ExecSpec { Command = command }, default);
        return await process.ToEndAsync();
    }
}
