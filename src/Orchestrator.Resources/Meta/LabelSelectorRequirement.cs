using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>One requirement of a label selector.</summary>
public sealed record LabelSelectorRequirement
{
    [Field(1, "The label's key.", Required = true, Always = true, Format = TextFormat.QualifiedName)]
    public string Key { get; init; } = "";

    [Field(2, "How the label's value is compared.", Required = true, Always = true, OneOf = ["In", "NotIn", "Exists", "DoesNotExist"])]
    public string Operator { get; init; } = "";

    [Field(3, "The values it is compared with; none for Exists and DoesNotExist.")]
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Whether these labels meet the requirement. An unknown operator is met by nothing.</summary>
    public bool Matches(ImmutableSortedDictionary<string, string> labels)
    {
        var found = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelSelectorOperator.In => found && Values.Contains(value!),
            LabelSelectorOperator.NotIn => !found || !Values.Contains(value!),
            LabelSelectorOperator.Exists => found,
            LabelSelectorOperator.DoesNotExist => !found,
            _ => false,
        };
    }
}
