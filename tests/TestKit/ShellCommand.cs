using System.Diagnostics;

namespace Orchestrator.TestKit;

/// <summary>Runs a program to its end, within a bound.</summary>
public sealed class ShellCommand
{
    /// <summary>Program to run: a path, or a name on the PATH. No shell is involved.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, each as it arrives.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables to set beside the inherited ones; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the program reads from its standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>How long it may take.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program with arguments and nothing special.</summary>
    public static Task<CommandResult> RunAsync(string program, params string[] arguments) =>
        new ShellCommand { Program = program, Arguments = arguments }.RunAsync();

    /// <summary>Runs the program and reads all that it writes.</summary>
    /// <exception cref="TimeoutException">It did not end in time, and was killed with its children.</exception>
    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken = default)
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await WriteInputAsync(process, cancellationToken);
        try
        {
            // The streams end with the last process that holds them, which may be one that the program left behind.
            await Task.WhenAll(process.WaitForExitAsync(cancellationToken), output, error).WaitAsync(Within, TimeProvider.System, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw new TimeoutException($"{this} did not end within {Within.TotalSeconds} s.", exception);
        }

        return new CommandResult { Command = ToString(), ExitCode = process.ExitCode, Output = await output, Error = await error };
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task WriteInputAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading its input, and its pipe breaks a moment before it counts as ended; its exit code says what there is to say.
        }
    }
}
