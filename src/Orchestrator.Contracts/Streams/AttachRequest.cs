using Orleans;

namespace Orchestrator.Contracts.Streams;

/// <summary>A connection to the first process of a container of a pod, from now on.</summary>
[Immutable]
public sealed record AttachRequest
{
    /// <summary>Uid of the pod.</summary>
    public required string PodUid { get; init; }

    /// <summary>Name of the container.</summary>
    public required string Container { get; init; }

    /// <summary>Whether to write to the process; its container has to have <c>stdin: true</c>.</summary>
    public bool Stdin { get; init; }

    /// <summary>Whether its stdout is wanted. With a terminal that is its stderr as well.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Whether its stderr is wanted.</summary>
    public bool Stderr { get; init; } = true;
}
