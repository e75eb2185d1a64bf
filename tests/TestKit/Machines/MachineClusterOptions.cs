using System.Net;

namespace Orchestrator.TestKit.Machines;

/// <summary>What a cluster of machines is made of.</summary>
public sealed record MachineClusterOptions
{
    /// <summary>How many machines there are, each with an engine and a silo that is a worker.</summary>
    public int Workers { get; init; } = 3;

    /// <summary>How many silos host the control plane and serve the API. They run beside the machines, at the bridge's address.</summary>
    public int Controls { get; init; } = 3;

    /// <summary>Whether PostgreSQL waits for the disk, as it does where figures count.</summary>
    public bool Durable { get; init; }

    /// <summary>Further variables of all silos, by this machine's address on the bridge.</summary>
    public Func<IPAddress, IReadOnlyDictionary<string, string?>> Environment { get; init; } = _ => new Dictionary<string, string?>();
}
