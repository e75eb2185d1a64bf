using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>How evenly pods are spread over parts of the cluster.</summary>
public sealed record TopologySpreadConstraint
{
    [Field(1, "How many more pods one part may have than the part with the fewest.", Required = true, Always = true)]
    public int MaxSkew { get; init; }

    [Field(2, "The node label whose values are the parts.", Required = true, Always = true, Format = TextFormat.QualifiedName)]
    public string TopologyKey { get; init; } = "";

    [Field(3, "What becomes of a pod that can't be placed so.", Required = true, Always = true, OneOf = ["DoNotSchedule", "ScheduleAnyway"])]
    public string WhenUnsatisfiable { get; init; } = "";

    [Field(4, "Labels of the pods that are counted; without it none are.")]
    public LabelSelector? LabelSelector { get; init; }

    [Field(5, "Where there are fewer parts than this, the fewest pods count as none.")]
    public int? MinDomains { get; init; }

    [Field(6, "Whether nodes that the pod's selector and affinity exclude count.", OneOf = ["Honor", "Ignore"])]
    public string? NodeAffinityPolicy { get; init; }

    [Field(7, "Whether nodes with taints that the pod does not tolerate count.", OneOf = ["Honor", "Ignore"])]
    public string? NodeTaintsPolicy { get; init; }

    [Field(8, "Labels whose value the pods that are counted must have in common with this one.", List = ListType.Set)]
    public ImmutableArray<string> MatchLabelKeys { get; init; } = [];
}
