using Orchestrator.Planning.Probes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Probes;

/// <summary>One run of a container that is to be probed.</summary>
public sealed record ProbeTarget
{
    /// <summary>Whose probes share fairly with those of others: the pod's uid.</summary>
    public required string PodUid { get; init; }

    /// <summary>The container, with its probes and the names of its ports.</summary>
    public required Container Container { get; init; }

    /// <summary>The pod's address, to which probes go that name no host of their own.</summary>
    public required string Address { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Runs commands in the container.</summary>
    public required ProbeCommand Command { get; init; }

    /// <summary>What was known of this very run before the agent restarted; null for a run that is new.</summary>
    public ProbeVerdict? Known { get; init; }
}
