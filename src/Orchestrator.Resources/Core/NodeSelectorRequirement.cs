using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A requirement on a label or a field of a node.</summary>
public sealed record NodeSelectorRequirement
{
    [Field(1, "The key of the label, or the field.", Required = true, Always = true)]
    public string Key { get; init; } = "";

    [Field(2, "How it is compared.", Required = true, Always = true, OneOf = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"])]
    public string Operator { get; init; } = "";

    [Field(3, "The values it is compared with: one whole number for Gt and Lt, none for Exists and DoesNotExist.")]
    public ImmutableArray<string> Values { get; init; } = [];
}
