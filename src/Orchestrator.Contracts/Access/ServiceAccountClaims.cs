using System.Collections.Immutable;

namespace Orchestrator.Contracts.Access;

/// <summary>What a token says that was signed by this cluster and has not ended. Whether its service account and its object still are there is not a part of it.</summary>
public sealed record ServiceAccountClaims
{
    /// <summary>Id of the token.</summary>
    public required string Id { get; init; }

    /// <summary>Namespace of the service account.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the service account.</summary>
    public required string Name { get; init; }

    /// <summary>Uid of the service account.</summary>
    public required string Uid { get; init; }

    /// <summary>Whom the token is shown to.</summary>
    public required ImmutableArray<string> Audiences { get; init; }

    /// <summary>The object with whose end it ends; null where there is none.</summary>
    public BoundObject? BoundTo { get; init; }
}
