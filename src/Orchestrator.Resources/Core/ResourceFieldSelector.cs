using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a container requests or may use. A limit that is not set is what pods may use of the node.</summary>
[Atomic]
public sealed record ResourceFieldSelector
{
    [Field(1, "The container; in a variable the one that has it by default.")]
    public string? ContainerName { get; init; }

    [Field(2, "What, such as limits.memory or requests.cpu.", Required = true, Always = true)]
    public string Resource { get; init; } = "";

    [Field(3, "The unit, such as 1Mi or 1m; 1 by default.", Default = "\"0\"")]
    public Quantity? Divisor { get; init; }
}
