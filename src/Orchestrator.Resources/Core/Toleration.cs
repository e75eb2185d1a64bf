using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A taint that does not keep a pod off a node.</summary>
public sealed record Toleration
{
    [Field(1, "The taint's key; none is all.")]
    public string? Key { get; init; }

    [Field(2, "How the taint's value is compared.", OneOf = ["Exists", "Equal"])]
    public string? Operator { get; init; }

    [Field(3, "The value it is compared with.")]
    public string? Value { get; init; }

    [Field(4, "The effect that is tolerated; none is all.", OneOf = ["NoSchedule", "PreferNoSchedule", "NoExecute"])]
    public string? Effect { get; init; }

    [Field(5, "How long a NoExecute taint is tolerated, in seconds.")]
    public long? TolerationSeconds { get; init; }
}
