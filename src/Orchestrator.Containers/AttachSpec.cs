namespace Orchestrator.Containers;

/// <summary>What of a container's first process to attach to.</summary>
public sealed record AttachSpec
{
    /// <summary>Whether to write to it. The container has to have been made with <see cref="ContainerSpec.OpenStdin"/>.</summary>
    public bool Stdin { get; init; }

    /// <summary>Whether to read its stdout. With a terminal that is its stderr as well.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Whether to read its stderr.</summary>
    public bool Stderr { get; init; } = true;
}
