using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>The grain classes that a silo knows. It never changes during the life of a silo, so whoever heard it once need not ask again.</summary>
internal sealed record SiloManifest
{
    public required SiloAddress Silo { get; init; }

    public required ImmutableArray<GrainDescription> Grains { get; init; }
}
