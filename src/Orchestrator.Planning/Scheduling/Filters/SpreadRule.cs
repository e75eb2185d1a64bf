using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>A topology spread constraint, bound to the count of its pods (Kubernetes' documentation, "Pod Topology Spread Constraints").</summary>
/// <param name="Count">The pods that are spread, in the parts that count.</param>
/// <param name="MaxSkew">How many more one part may have than the least.</param>
/// <param name="MinDomains">With fewer parts, the least counts as none.</param>
/// <param name="Self">One if the pod itself counts, else zero.</param>
internal sealed record SpreadRule(DomainCount Count, int MaxSkew, int MinDomains, int Self)
{
    /// <summary>The fewest pods of a part, as the constraint sees it.</summary>
    public int Least => Count.Domains < MinDomains ? 0 : Count.Least();

    public bool HasKey(int slot) => Count.Column.Of[slot] >= 0;

    public bool Allows(int slot) => HasKey(slot) && Count.At(slot) + Self - Least <= MaxSkew;
}
