using System.Diagnostics;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>A client that runs until it is told to end. Disposing of it kills it.</summary>
public sealed class RunningClient : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly OutputBuffer _lines = new(5000);
    private readonly Task _ended;

    public RunningClient(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.Start();
        _ended = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError), _process.WaitForExitAsync());
    }

    public int Id => _process.Id;

    /// <summary>Output and errors so far.</summary>
    public string Output => _lines.ToString();

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends its standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>The first line that holds the text, once it is written.</summary>
    public async Task<string> LineAsync(string text)
    {
        var found = _lines.FindAsync(line => line.Contains(text, StringComparison.Ordinal));
        try
        {
            await Task.WhenAny(found, _ended).WaitAsync(Within);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"'{text}' was not written in time. What was written:\n{Output}", late);
        }

        return found.IsCompletedSuccessfully ? await found : throw new InvalidOperationException($"It ended before it wrote '{text}'. It wrote:\n{Output}");
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        try
        {
            await _ended.WaitAsync(Within);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"It did not end in time. It wrote:\n{Output}", late);
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _ended;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Add(line);
        }
    }
}
