using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>A node selector: one of its terms holds.</summary>
internal sealed class NodeSelectorRule(NodeSelector selector, Func<string, LabelColumn> column)
{
    private readonly ImmutableArray<NodeTermRule> _terms = [.. selector.NodeSelectorTerms.Select(term => new NodeTermRule(term, column))];

    public bool Holds(ClusterNode node, int slot)
    {
        foreach (var term in _terms)
        {
            if (term.Holds(node, slot))
            {
                return true;
            }
        }

        return false;
    }
}
