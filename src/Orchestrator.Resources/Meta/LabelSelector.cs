using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>Selects objects by their labels; all requirements must hold.</summary>
[Atomic]
public sealed record LabelSelector
{
    [Field(1, "Labels that must be there with just these values.")]
    public ImmutableSortedDictionary<string, string> MatchLabels { get; init; } = StringMap.Empty;

    [Field(2, "Further requirements.")]
    public ImmutableArray<LabelSelectorRequirement> MatchExpressions { get; init; } = [];

    /// <summary>Whether nothing is required, so that everything matches.</summary>
    [JsonIgnore]
    public bool IsEmpty => MatchLabels.IsEmpty && MatchExpressions.IsEmpty;

    /// <summary>Whether these labels meet all requirements.</summary>
    public bool Matches(ImmutableSortedDictionary<string, string> labels) =>
        MatchLabels.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value)
        && MatchExpressions.All(requirement => requirement.Matches(labels));
}
