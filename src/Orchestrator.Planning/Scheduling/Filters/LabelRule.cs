using System.Globalization;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>A requirement on a node's label. Each value is compared once, however many nodes have it.</summary>
internal sealed class LabelRule(LabelColumn column, NodeSelectorRequirement requirement)
{
    private const sbyte Unknown = 0;
    private const sbyte Yes = 1;
    private const sbyte No = -1;
    private readonly bool _withoutLabel = Compares(requirement, null);
    private sbyte[] _answers = [];

    public bool Holds(int slot)
    {
        var value = column.Of[slot];
        if (value < 0)
        {
            return _withoutLabel;
        }

        if (value >= _answers.Length)
        {
            Array.Resize(ref _answers, Math.Max(value + 1, column.Values));
        }

        if (_answers[value] == Unknown)
        {
            _answers[value] = Compares(requirement, column.Text(value)) ? Yes : No;
        }

        return _answers[value] == Yes;
    }

    /// <summary>Whether a value, or its absence, meets a requirement. An operator that is not known is met by nothing.</summary>
    public static bool Compares(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        NodeSelectorOperator.In => value is not null && requirement.Values.Contains(value),
        NodeSelectorOperator.NotIn => value is null || !requirement.Values.Contains(value),
        NodeSelectorOperator.Exists => value is not null,
        NodeSelectorOperator.DoesNotExist => value is null,
        NodeSelectorOperator.Gt => Numbers(requirement, value) is var (left, right) && left > right,
        NodeSelectorOperator.Lt => Numbers(requirement, value) is var (left, right) && left < right,
        _ => false,
    };

    private static (long Left, long Right)? Numbers(NodeSelectorRequirement requirement, string? value) =>
        requirement.Values.Length == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
        && long.TryParse(requirement.Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right)
            ? (left, right)
            : null;
}
