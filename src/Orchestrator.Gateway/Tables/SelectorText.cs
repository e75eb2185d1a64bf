using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>Writes label selectors as they stand in queries.</summary>
internal static class SelectorText
{
    public static string Write(LabelSelector selector) => string.Join(
        ",", selector.MatchLabels.Select(label => $"{label.Key}={label.Value}").Concat(selector.MatchExpressions.Select(Write)));

    private static string Write(LabelSelectorRequirement requirement) => requirement.Operator switch
    {
        LabelSelectorOperator.In => $"{requirement.Key} in ({string.Join(",", requirement.Values)})",
        LabelSelectorOperator.NotIn => $"{requirement.Key} notin ({string.Join(",", requirement.Values)})",
        LabelSelectorOperator.Exists => requirement.Key,
        _ => $"!{requirement.Key}",
    };
}
