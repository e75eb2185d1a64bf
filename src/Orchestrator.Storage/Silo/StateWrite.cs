using System.Collections.Immutable;

namespace Orchestrator.Storage.Silo;

/// <summary>A state that is to be written.</summary>
internal sealed record StateWrite
{
    /// <summary>The state's name.</summary>
    public required string Name { get; init; }

    /// <summary>The grain's key.</summary>
    public required string Key { get; init; }

    /// <summary>The version that has to be stored; null where nothing may be.</summary>
    public int? Version { get; init; }

    /// <summary>The state without its parts; null where only those have changed.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>Whether <see cref="Parts"/> are all parts, and what else is stored of them goes.</summary>
    public bool Anew { get; init; }

    /// <summary>The parts that are new or have changed; a part without a payload goes.</summary>
    public ImmutableArray<(string Name, byte[]? Payload)> Parts { get; init; } = [];

    /// <summary>Completes with the new version, or with null where another one was stored.</summary>
    public TaskCompletionSource<int?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
