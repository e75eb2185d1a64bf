using System.Collections.Immutable;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Networking;

/// <summary>The answer to a <see cref="Hello"/>.</summary>
internal sealed record Welcome
{
    /// <summary>Why the connection is refused; null if it is not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether the refusal is only because the silo that refuses is opening a connection itself, which serves both.</summary>
    public bool IsOnItsWay { get; init; }

    /// <summary>The silo that answers.</summary>
    public SiloAddress? Silo { get; init; }

    /// <summary>The grain classes of the silo that answers; for a client also those of the others that it knows.</summary>
    public ImmutableArray<SiloManifest> Manifests { get; init; } = [];
}
