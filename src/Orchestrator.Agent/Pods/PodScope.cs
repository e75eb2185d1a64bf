using System.Collections.Immutable;
using Orchestrator.Agent.Addresses;
using Orchestrator.Agent.Configuration;
using Orchestrator.Agent.Volumes;
using Orchestrator.Planning.Configuration;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What the steps for a pod's containers share: the pod, its address, its sandbox.</summary>
/// <param name="services">What all pods share.</param>
/// <param name="pod">The pod.</param>
/// <param name="configured">Called when ConfigMaps or Secrets of the pod have changed.</param>
internal sealed class PodScope(AgentServices services, Pod pod, Action configured) : IDisposable
{
    private volatile Pod _pod = pod;
    private volatile string? _address;
    private volatile ImmutableHashSet<string> _refused = [];
    private bool _returned;
    private volatile string? _sandboxId;

    /// <summary>What all pods share.</summary>
    public AgentServices Services { get; } = services;

    /// <summary>Its ConfigMaps and Secrets.</summary>
    public PodConfig Configuration { get; } = new(services.Configuration, configured);

    /// <summary>The tokens of its service account.</summary>
    public PodTokens Tokens { get; } = new(services.Configuration.Source, services.Clock);

    /// <summary>When the pod was taken up by this life of the agent.</summary>
    public DateTimeOffset BegunAt { get; } = services.Clock.GetUtcNow();

    /// <summary>The pod as it is now.</summary>
    public Pod Pod
    {
        get => _pod;
        set => _pod = value;
    }

    /// <summary>Its uid.</summary>
    public string Uid => Pod.Metadata.Uid;

    /// <summary>The devices of the node that it has.</summary>
    public ImmutableArray<DeviceLease> Devices { get; init; } = [];

    /// <summary>Whether its containers share a sandbox.</summary>
    public bool HasSandbox { get; } = PodShape.HasSandbox(pod.Spec);

    /// <summary>The sandbox that runs; null while there is none.</summary>
    public string? SandboxId
    {
        get => _sandboxId;
        set => _sandboxId = value;
    }

    /// <summary>The pod's address on the node's network; null where it has none.</summary>
    public string? Address => _address;

    /// <summary>The address at which the pod is reached; null where there is none yet.</summary>
    public string? ReachedAt => Pod.Spec.HostNetwork ? Services.HostAddress : Address;

    /// <inheritdoc/>
    public void Dispose() => Configuration.Dispose();

    /// <summary>What the pod may be told of itself.</summary>
    /// <param name="withResources">Whether what pods may use of the node matters, which the engine is asked for.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<DownwardView> DescribeAsync(bool withResources, CancellationToken cancellationToken) => new()
    {
        Pod = Pod,
        HostAddress = Services.HostAddress,
        PodAddress = ReachedAt ?? "",
        Allocatable = withResources ? await Services.Machine.AllocatableAsync(cancellationToken) : QuantityMap.Empty,
    };

    /// <summary>What a run of a container has on the node's disk.</summary>
    public RunFiles Files(string container, int attempt) => new(Services.Folder.Run(Uid, container, attempt));

    /// <summary>
    /// Writes a note for the agent's next life. Where it cannot be written, as on a full disk, this life knows all the same and goes on; only what the next one would have
    /// learned from it is lost.
    /// </summary>
    public void Note(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NoteNotWritten(Services.Log, e, Pod.Metadata.Namespace, Pod.Metadata.Name);
        }
    }

    /// <summary>Something that was found has this address.</summary>
    public void AdoptAddress(string? address) => _address ??= address is not null && _refused.Contains(address) ? null : address;

    /// <summary>
    /// The engine says of the pod's address that it is taken, and no run of the pod has it: the next run gets another. An engine that ended while it was giving an address, or taking one
    /// back, knows it as taken for as long as there is the network.
    /// </summary>
    /// <returns>Whether this is the first time.</returns>
    public bool RefuseAddress()
    {
        var isFirst = _refused.IsEmpty;
        if (_address is { } address)
        {
            (_refused, _address) = (_refused.Add(address), null);
            Services.Network.Addresses?.Return(address);
        }

        return isFirst;
    }

    /// <summary>Where the run is that has the pod's own network, of which there is one at a time: at the pod's address, which is taken where it has none. Null where none is left.</summary>
    public async Task<RunPlace?> OwnPlaceAsync(CancellationToken cancellationToken)
    {
        if (Pod.Spec.HostNetwork)
        {
            return new RunPlace();
        }

        _address ??= Take(await Services.Network.AddressesAsync(cancellationToken));
        return _address is null ? null : new RunPlace { Network = Services.Network.Name, Address = _address };
    }

    /// <summary>Gives the address back; what is told of the pod names it still.</summary>
    public void ReturnAddress()
    {
        if (_address is { } address && !_returned)
        {
            _returned = true;
            Services.Network.Addresses?.Return(address);
        }
    }

    private string? Take(AddressPool addresses) =>
        Pod.Status?.PodIp is { Length: > 0 } kept && !_refused.Contains(kept) && addresses.TryReserve(kept) ? kept : addresses.Take();
}
