using System.ComponentModel.DataAnnotations;

namespace Orchestrator.Agent.Probes;

/// <summary>What the probes of a node may use at the same time.</summary>
public sealed class ProbeRunnerOptions
{
    /// <summary>How many commands are worked on by the engine at the same time: more only makes each of them slower.</summary>
    [Range(1, 256)]
    public int ParallelCommands { get; set; } = 8;

    /// <summary>A command that has run for this long counts no more among <see cref="ParallelCommands"/>: it waits for something, and the others need not.</summary>
    public TimeSpan CommandSlowAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many commands there are at the same time, slow ones included.</summary>
    [Range(1, 4096)]
    public int CommandsMax { get; set; } = 64;

    /// <summary>How many commands of one pod there are at the same time.</summary>
    [Range(1, 4096)]
    public int CommandsPerPodMax { get; set; } = 8;

    /// <summary>How many HTTP, TCP and gRPC probes there are at the same time.</summary>
    [Range(1, 65_536)]
    public int ConnectionsMax { get; set; } = 2048;

    /// <summary>How many HTTP, TCP and gRPC probes of one pod there are at the same time.</summary>
    [Range(1, 65_536)]
    public int ConnectionsPerPodMax { get; set; } = 64;
}
