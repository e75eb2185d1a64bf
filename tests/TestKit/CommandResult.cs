namespace Orchestrator.TestKit;

/// <summary>What a program did that ran to its end.</summary>
public sealed record CommandResult
{
    /// <summary>The program and its arguments, for messages.</summary>
    public required string Command { get; init; }

    /// <summary>Exit code; 128 and the number of the signal where one ended it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>All of its standard output.</summary>
    public required string Output { get; init; }

    /// <summary>All of its standard error.</summary>
    public required string Error { get; init; }

    /// <summary>This result if the exit code is 0.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds both outputs.</exception>
    public CommandResult Succeeded() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"{Command} exited with {ExitCode}.\n{Error}\n{Output}");
}
