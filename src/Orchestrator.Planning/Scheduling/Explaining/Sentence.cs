using System.Globalization;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>Reasons with their counts as the sentence that Kubernetes' scheduler makes of them.</summary>
internal static class Sentence
{
    public const string NoNodes = "no nodes available to schedule pods";

    public static string Of(int nodes, IReadOnlyCollection<ReasonCount> reasons)
    {
        if (nodes == 0)
        {
            return NoNodes;
        }

        var parts = reasons.Select(Part).Order(StringComparer.Ordinal);
        var listed = reasons.Count == 0 ? "" : $": {string.Join(", ", parts)}";
        return string.Create(CultureInfo.InvariantCulture, $"0/{nodes} nodes are available{listed}.");
    }

    public static string Part(ReasonCount reason) => string.Create(CultureInfo.InvariantCulture, $"{reason.Count} {reason.Reason}");
}
