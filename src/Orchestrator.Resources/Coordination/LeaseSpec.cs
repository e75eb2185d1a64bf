using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Coordination;

/// <summary>Who holds a lease.</summary>
public sealed record LeaseSpec
{
    [Field(1, "Who holds it.")]
    public string? HolderIdentity { get; init; }

    [Field(2, "For how long after its renewal others leave it alone.")]
    public int? LeaseDurationSeconds { get; init; }

    [Field(3, "When the holder took it.", Microseconds = true)]
    public DateTimeOffset? AcquireTime { get; init; }

    [Field(4, "When the holder last renewed it.", Microseconds = true)]
    public DateTimeOffset? RenewTime { get; init; }

    [Field(5, "How often it changed hands.")]
    public int? LeaseTransitions { get; init; }

    [Field(6, "How the holder is chosen, where candidates are compared.")]
    public string? Strategy { get; init; }

    [Field(7, "Who ought to hold it.")]
    public string? PreferredHolder { get; init; }
}
