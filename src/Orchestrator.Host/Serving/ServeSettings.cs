using System.Collections.Immutable;
using System.Net;

namespace Orchestrator.Host.Serving;

/// <summary>What a silo is started with. Secrets come by the environment, never by arguments.</summary>
internal sealed record ServeSettings
{
    /// <summary>The environment variable with the connection string of the database.</summary>
    public const string PostgresVariable = "ORC_POSTGRES";

    /// <summary>The silo's name, and its node's.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster that it belongs to.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The database.</summary>
    public required string Postgres { get; init; }

    /// <summary>Where the gateway listens.</summary>
    public required Uri Listen { get; init; }

    /// <summary>Whether the gateway may listen on an address that others can reach.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Where silos reach this one.</summary>
    public IPAddress SiloAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The port for other silos; 0 takes the usual one, or a free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>The port for Orleans clients; 0 takes the usual one, or a free one.</summary>
    public int ClientPort { get; init; }

    /// <summary>The operator's own labels of the node.</summary>
    public ImmutableSortedDictionary<string, string> NodeLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Subnets to try for the pods' network; empty means the agent's own list.</summary>
    public ImmutableArray<string> PodSubnets { get; init; } = [];

    /// <summary>How many pods the node takes; null means the agent's own number.</summary>
    public int? PodsMax { get; init; }

    /// <summary>Whether a clean end also ends the node's containers.</summary>
    public bool RemoveContainersOnExit { get; init; }

    /// <summary>Where to write a kubeconfig, or null for nowhere.</summary>
    public string? Kubeconfig { get; init; }
}
