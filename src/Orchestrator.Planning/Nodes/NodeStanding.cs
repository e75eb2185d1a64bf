using System.Collections.Immutable;

namespace Orchestrator.Planning.Nodes;

/// <summary>A node among the others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Its zone (label <c>topology.kubernetes.io/zone</c>); empty where it has none.</param>
/// <param name="IsReady">Whether it is ready.</param>
/// <param name="IsSilent">Whether it is not ready because nothing is heard of it, and nobody but who listens says so.</param>
public sealed record NodeStanding(string Name, string Zone, bool IsReady, bool IsSilent)
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>The standing of a node with these labels.</summary>
    public static NodeStanding Of(string name, ImmutableSortedDictionary<string, string> labels, bool isReady, bool isSilent)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new NodeStanding(name, labels.GetValueOrDefault(ZoneLabel, ""), isReady, isSilent);
    }
}
