namespace Orchestrator.Containers;

/// <summary>A further process to run in a running container.</summary>
public sealed record ExecSpec
{
    /// <summary>The program and its arguments. No shell is involved.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Whether it gets a terminal; its stdout and stderr are then one stream.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether it can be written to. Without, its input has ended before it starts.</summary>
    public bool Stdin { get; init; }

    /// <summary><c>uid[:gid]</c>, or null for the container's.</summary>
    public string? User { get; init; }

    /// <summary>Environment as <c>NAME=value</c>, beside the container's.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Working directory, or null for the container's.</summary>
    public string? WorkingDirectory { get; init; }
}
