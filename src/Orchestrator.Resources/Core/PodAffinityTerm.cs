using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>Some pods, and what near them means.</summary>
public sealed record PodAffinityTerm
{
    [Field(1, "Labels of the pods; without it none are meant.")]
    public LabelSelector? LabelSelector { get; init; }

    [Field(2, "Namespaces of the pods; without any, and without a namespaceSelector, the pod's own.")]
    public ImmutableArray<string> Namespaces { get; init; } = [];

    [Field(3, "The node label whose value nodes that are near each other share.", Required = true, Always = true, Format = TextFormat.QualifiedName)]
    public string TopologyKey { get; init; } = "";

    [Field(4, "Further namespaces of the pods, by their labels; an empty one is all.")]
    public LabelSelector? NamespaceSelector { get; init; }

    [Field(5, "Labels whose value the pods must have in common with this one.", List = ListType.Set)]
    public ImmutableArray<string> MatchLabelKeys { get; init; } = [];

    [Field(6, "Labels whose value the pods must not have in common with this one.", List = ListType.Set)]
    public ImmutableArray<string> MismatchLabelKeys { get; init; } = [];
}
