using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>A term of a node selector: all of its requirements hold, and without any it selects nothing.</summary>
internal sealed class NodeTermRule
{
    private const string NameField = "metadata.name";
    private readonly ImmutableArray<LabelRule> _labels;
    private readonly ImmutableArray<NodeSelectorRequirement> _fields;

    public NodeTermRule(NodeSelectorTerm term, Func<string, LabelColumn> column)
    {
        _labels = [.. term.MatchExpressions.Select(requirement => new LabelRule(column(requirement.Key), requirement))];
        _fields = term.MatchFields;
    }

    public bool Holds(ClusterNode node, int slot)
    {
        foreach (var rule in _labels)
        {
            if (!rule.Holds(slot))
            {
                return false;
            }
        }

        foreach (var field in _fields)
        {
            if (field.Key != NameField || !LabelRule.Compares(field, node.Name))
            {
                return false;
            }
        }

        return !(_labels.IsEmpty && _fields.IsEmpty);
    }
}
