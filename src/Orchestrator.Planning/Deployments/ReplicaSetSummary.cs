using System.Collections.Immutable;

namespace Orchestrator.Planning.Deployments;

/// <summary>What a deployment needs to know of one of its replica sets.</summary>
public sealed record ReplicaSetSummary
{
    /// <summary>The replica set's name.</summary>
    public required string Name { get; init; }

    /// <summary>The replica set's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Uid of the controlling owner, or null.</summary>
    public string? ControllerUid { get; init; }

    /// <summary>Whether it has a deletion timestamp.</summary>
    public bool Deleting { get; init; }

    /// <summary>Hash of its template, as in its label <c>pod-template-hash</c>.</summary>
    public required string TemplateHash { get; init; }

    /// <summary>The deployment's revision that it stands for.</summary>
    public required long Revision { get; init; }

    /// <summary>How many replicas it is asked for.</summary>
    public required int Desired { get; init; }

    /// <summary>How many pods it has.</summary>
    public required int Replicas { get; init; }

    /// <summary>How many of them are ready.</summary>
    public required int Ready { get; init; }

    /// <summary>How many of them have been ready for <c>minReadySeconds</c>.</summary>
    public required int Available { get; init; }

    /// <summary>How many pods of it are on their way out (deletion timestamp) and may still run.</summary>
    public int Terminating { get; init; }

    /// <summary>Its <c>minReadySeconds</c>; null where that is not known, and then it is left as it is.</summary>
    public int? MinReadySeconds { get; init; }

    /// <summary>Whether its status is of its present spec.</summary>
    public required bool Observed { get; init; }

    /// <summary>The sentence of its <c>ReplicaFailure</c> condition, or null where it has none.</summary>
    public string? Failure { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its annotations.</summary>
    public required ImmutableSortedDictionary<string, string> Annotations { get; init; }
}
