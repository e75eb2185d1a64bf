using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orchestrator.TestKit;

/// <summary>A running <c>orc</c>, as users start it: a process of its own. Disposing kills it if it still runs.</summary>
public sealed class OrcProcess : IAsyncDisposable
{
    private const int LinesMax = 5000;
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(120);
    private readonly Process process;
    private readonly OutputBuffer output = new(LinesMax);
    private readonly Task ended;

    private OrcProcess(Process process)
    {
        this.process = process;
        process.Start();
        process.StandardInput.Close();
        ended = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError), process.WaitForExitAsync());
    }

    /// <summary>
    /// Options for an <c>orc</c> on the server that all tests share: transactions of others hold back its lists, and a busy machine takes its time to make a database. Shorter than any
    /// client of the tests waits for an answer.
    /// </summary>
    public static IReadOnlyList<string> OnSharedServer { get; } = ["--list-freshness-timeout", "30s"];

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The last 5000 lines of its output and errors, in the order of their arrival.</summary>
    public string Output => output.ToString();

    /// <summary>Starts <c>orc</c>, as built with the tests, or as <c>ORC_TEST_ORC</c> names it (a dll).</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set beside the inherited ones; null removes one.</param>
    /// <param name="launcher">Words before the command, such as those of a machine. The launcher must become the command, so that signals reach it.</param>
    public static OrcProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, IReadOnlyList<string>? launcher = null)
    {
        string[] command = [.. launcher ?? [], "dotnet", AssemblyPath(), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new OrcProcess(new Process { StartInfo = start });
    }

    /// <summary>Runs a command of <c>orc</c> that ends by itself.</summary>
    public static Task<CommandResult> RunAsync(params string[] arguments) => ShellCommand.RunAsync("dotnet", [AssemblyPath(), .. arguments]);

    /// <summary>The first line that holds the text, once it is written.</summary>
    /// <exception cref="TimeoutException">No such line came in time; the message holds the output.</exception>
    /// <exception cref="InvalidOperationException">The process ended without writing it; the message holds the output.</exception>
    public async Task<string> WaitForLineAsync(string text, TimeSpan? within = null)
    {
        var found = output.FindAsync(line => line.Contains(text, StringComparison.Ordinal));
        try
        {
            await Task.WhenAny(found, ended).WaitAsync(within ?? DefaultWithin, TimeProvider.System);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"orc did not write '{text}' in time. It wrote:\n{Output}", exception);
        }

        return found.IsCompleted
            ? await found
            : throw new InvalidOperationException($"orc exited with {process.ExitCode} before it wrote '{text}'. It wrote:\n{Output}");
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it has.</summary>
    public Task<int> TerminateAsync(TimeSpan? within = null)
    {
        Signal(NativeMethods.SigTerm);
        return WaitForExitAsync(within);
    }

    /// <summary>Ends it as a crash would (SIGKILL), with its children.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await WaitForExitAsync();
    }

    /// <summary>Halts it in the middle of what it does (SIGSTOP), as a hung machine would.</summary>
    public void Freeze() => Signal(NativeMethods.SigStop);

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal(NativeMethods.SigCont);

    /// <summary>Its exit code, once it has ended and all its output is read.</summary>
    /// <exception cref="TimeoutException">It did not end in time; the message holds the output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        try
        {
            await ended.WaitAsync(within ?? DefaultWithin, TimeProvider.System);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"orc did not end in time. It wrote:\n{Output}", exception);
        }

        return process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    /// <summary>A test project that refers to the host has its assembly beside its own; others use the host's own output.</summary>
    private static string AssemblyPath()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "orc.dll");
        var chosen = Environment.GetEnvironmentVariable("ORC_TEST_ORC") is { Length: > 0 } path ? path : beside;
        return File.Exists(chosen)
            ? chosen
            : throw new InvalidOperationException($"{chosen} does not exist: refer to Orchestrator.Host from the test project, or set ORC_TEST_ORC.");
    }

    private void Signal(int signal)
    {
        if (NativeMethods.Kill(process.Id, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} cannot be sent to orc ({process.Id})");
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            output.Add(line);
        }
    }
}
