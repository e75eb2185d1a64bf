using System.Collections.Immutable;

namespace Orchestrator.Contracts.Access;

/// <summary>A token that is asked for.</summary>
public sealed record ServiceAccountTokenOrder
{
    /// <summary>Namespace of the service account.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the service account.</summary>
    public required string Name { get; init; }

    /// <summary>Uid of the service account: a token is worth nothing to a later one of the same name.</summary>
    public required string Uid { get; init; }

    /// <summary>Whom the token is shown to; empty is the API itself.</summary>
    public ImmutableArray<string> Audiences { get; init; } = [];

    /// <summary>How long it is good.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>The object with whose end it ends; null where there is none.</summary>
    public BoundObject? BoundTo { get; init; }
}
