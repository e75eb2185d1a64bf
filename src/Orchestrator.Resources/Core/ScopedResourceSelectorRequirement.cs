using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A requirement on pods that count.</summary>
public sealed record ScopedResourceSelectorRequirement
{
    [Field(1, "The scope.", Required = true, Always = true, OneOf = ["BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating"])]
    public string ScopeName { get; init; } = "";

    [Field(2, "How it is compared.", Required = true, Always = true, OneOf = ["In", "NotIn", "Exists", "DoesNotExist"])]
    public string Operator { get; init; } = "";

    [Field(3, "The values it is compared with; none for Exists and DoesNotExist.")]
    public ImmutableArray<string> Values { get; init; } = [];
}
