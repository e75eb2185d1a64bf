using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Apps;

/// <summary>How large the steps of a rolling update are.</summary>
public sealed record RollingUpdateDeployment
{
    [Field(1, "How many pods may be missing, as a number or a percentage rounded down.", Default = "\"25%\"")]
    public IntOrString? MaxUnavailable { get; init; }

    [Field(2, "How many pods there may be beyond the wanted, as a number or a percentage rounded up.", Default = "\"25%\"")]
    public IntOrString? MaxSurge { get; init; }
}
