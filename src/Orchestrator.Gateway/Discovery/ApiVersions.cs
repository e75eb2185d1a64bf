using System.Collections.Immutable;

namespace Orchestrator.Gateway.Discovery;

/// <summary>The versions of the core group.</summary>
internal sealed record ApiVersions
{
    public string Kind { get; } = "APIVersions";

    public required ImmutableArray<string> Versions { get; init; }

    /// <summary>Addresses for clients of certain networks; none, so that clients keep the one that they have.</summary>
    public ImmutableArray<string> ServerAddressByClientCIDRs { get; } = [];
}
