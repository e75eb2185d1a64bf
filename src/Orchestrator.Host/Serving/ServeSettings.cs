using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Orchestrator.Agent.Images;
using Orchestrator.Grains;

namespace Orchestrator.Host.Serving;

/// <summary>What a silo is started with.</summary>
internal sealed record ServeSettings : HostSettings
{
    /// <summary>The settings that a silo shares with a gateway; those of its own are still to be given.</summary>
    [SetsRequiredMembers]
    public ServeSettings(HostSettings common)
        : base(common)
    {
    }

    /// <summary>What it does for its cluster.</summary>
    public SiloRoles Roles { get; init; } = SiloRoles.All;

    /// <summary>Whether it hosts the control plane.</summary>
    public bool IsControl => Roles.HasFlag(SiloRoles.Control);

    /// <summary>Whether it runs pods.</summary>
    public bool IsWorker => Roles.HasFlag(SiloRoles.Worker);

    /// <summary>Whether it serves the API, too.</summary>
    public bool HasGateway { get; init; } = true;

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

    /// <summary>What differs from the control plane's own settings.</summary>
    public Action<ControlPlaneOptions> ControlPlane { get; init; } = _ => { };

    /// <summary>Whether a clean end also ends the node's containers.</summary>
    public bool RemoveContainersOnExit { get; init; }

    /// <summary>Where this machine keeps what lasts; null means the agent's own folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A file of credentials for registries; null means the one of <c>docker login</c>, if there is one.</summary>
    public string? RegistryConfigFile { get; init; }

    /// <summary>Which images the node may remove when disk is short.</summary>
    public ImageCollection ImageCollection { get; init; }

    /// <summary>Of how many images the node tells; null means the agent's own default.</summary>
    public int? ReportedImagesMax { get; init; }
}
