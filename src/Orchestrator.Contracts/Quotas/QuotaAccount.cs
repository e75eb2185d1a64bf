using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Contracts.Quotas;

/// <summary>How much of a ResourceQuota is used.</summary>
public sealed record QuotaAccount
{
    /// <summary>The namespace of the ResourceQuota.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its uid.</summary>
    public required string Uid { get; init; }

    /// <summary>The most of each resource.</summary>
    public required ImmutableSortedDictionary<string, Quantity> Hard { get; init; }

    /// <summary>How much of each is used.</summary>
    public required ImmutableSortedDictionary<string, Quantity> Used { get; init; }

    /// <summary>The same, as the ledger compares it.</summary>
    public required string Entry { get; init; }
}
