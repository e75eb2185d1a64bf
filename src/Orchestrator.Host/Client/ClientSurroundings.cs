namespace Orchestrator.Host.Client;

/// <summary>What a command has of the process that it runs in.</summary>
public sealed record ClientSurroundings
{
    /// <summary>Standard input.</summary>
    public required Stream Input { get; init; }

    /// <summary>Standard output: what was asked for.</summary>
    public required Stream Output { get; init; }

    /// <summary>Standard error: what is said about it.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>A variable of the environment by its name; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Those of this process.</summary>
    public static ClientSurroundings OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = Console.OpenStandardOutput(),
        Error = Console.Error,
        Variable = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        Time = TimeProvider.System,
    };
}
