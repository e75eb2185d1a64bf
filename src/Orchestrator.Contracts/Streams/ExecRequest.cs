using System.Collections.Immutable;
using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>A further process to run in a container of a pod.</summary>
[Immutable]
public sealed record ExecRequest
{
    /// <summary>Uid of the pod.</summary>
    public required string PodUid { get; init; }

    /// <summary>Name of the container.</summary>
    public required string Container { get; init; }

    /// <summary>The program and its arguments. No shell is involved.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Whether the process gets a terminal; its stdout and stderr are then one stream.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether the process can be written to.</summary>
    public bool Stdin { get; init; }

    /// <summary>Whether its stdout is wanted.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Whether its stderr is wanted.</summary>
    public bool Stderr { get; init; } = true;
}
