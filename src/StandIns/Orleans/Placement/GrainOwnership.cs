using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>
/// Which silo owns a grain: a pure function of the grain's id, of the active silos in a version of the membership, and of what grain classes those
/// have. There is no directory to ask, and none to lose.
/// </summary>
internal sealed class GrainOwnership(SiloStatusOracle oracle, GrainManifests manifests)
{
    private volatile Candidates _candidates = new(new MembershipSnapshot(-1, []), -1);

    /// <summary>The owner of a grain that has no placement of its own.</summary>
    public GrainOwner Find(GrainId grain)
    {
        var silo = RendezvousHash.Choose(grain, Of(grain.Type));
        return new GrainOwner(silo, silo is null || manifests.Hosts(silo, grain.Type) is not null);
    }

    /// <summary>The active silos that have the grain's class, or were not heard yet, in the order of their addresses.</summary>
    public ReadOnlySpan<HashedSilo> Of(GrainType type)
    {
        var candidates = _candidates;
        if (!ReferenceEquals(candidates.Snapshot, oracle.Snapshot) || candidates.Revision != manifests.Revision)
        {
            _candidates = candidates = new Candidates(oracle.Snapshot, manifests.Revision);
        }

        return candidates.ByType.GetOrAdd(
            type, static (type, given) => [.. given.Active.Where(silo => given.Manifests.Hosts(silo.Address, type) ?? true)], (candidates.Active, Manifests: manifests));
    }

    private sealed record Candidates(MembershipSnapshot Snapshot, int Revision)
    {
        public HashedSilo[] Active { get; } =
        [
            .. Snapshot.Rows.Where(row => row.Status == SiloStatus.Active)
                .OrderBy(row => row.Address.ToString(), StringComparer.Ordinal)
                .Select(row => new HashedSilo(row.Address, RendezvousHash.Of(row.Address.ToString()))),
        ];

        public ConcurrentDictionary<GrainType, HashedSilo[]> ByType { get; } = new();
    }
}
