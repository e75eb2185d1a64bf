using System.Collections.Immutable;
using System.Net;
using Orchestrator.Agent.Images;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Host.Serving;

/// <summary>What a silo is started with. Secrets come by the environment, never by arguments.</summary>
internal sealed record ServeSettings
{
    /// <summary>The environment variable with the connection string of the database.</summary>
    public const string PostgresVariable = "ORC_POSTGRES";

    /// <summary>The environment variable with the path of the file that holds the keys of Secrets.</summary>
    public const string SecretsKeyFileVariable = SecretKeyring.Setting;

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

    /// <summary>What of the machine pods may use.</summary>
    public NodeResources Resources { get; init; } = new();

    /// <summary>Whether a clean end also ends the node's containers.</summary>
    public bool RemoveContainersOnExit { get; init; }

    /// <summary>Where this machine keeps what lasts; null means the agent's own folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The file with the keys of Secrets, or null where there is none.</summary>
    public string? SecretsKeyFile { get; init; }

    /// <summary>A file of credentials for registries; null means the one of <c>docker login</c>, if there is one.</summary>
    public string? RegistryConfigFile { get; init; }

    /// <summary>Which images the node may remove when disk is short.</summary>
    public ImageCollection ImageCollection { get; init; }

    /// <summary>Where to write a kubeconfig, or null for nowhere.</summary>
    public string? Kubeconfig { get; init; }
}
