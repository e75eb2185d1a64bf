using System.Net;
using Orchestrator.Agent.Addresses;
using Orchestrator.Agent.Machine;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>The node's own bridge network: pods wait here until it is there.</summary>
internal sealed class PodNetwork(NodeAgentOptions options)
{
    private readonly TaskCompletionSource<AddressPool> _addresses = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile IReadOnlySet<string>? _podsFound;

    /// <summary>Whether it is certain that this pod had no container when the agent first looked at the engine. Since then only its own worker makes any.</summary>
    public bool HadNothingOf(string podUid) => _podsFound is { } found && !found.Contains(podUid);

    /// <summary>The network's name on the engine.</summary>
    public string Name { get; } = $"orc-{options.ClusterId}-{options.NodeName}";

    /// <summary>The addresses of the network; null until it is there.</summary>
    public AddressPool? Addresses => _addresses.Task.IsCompletedSuccessfully ? _addresses.Task.Result : null;

    /// <summary>The addresses of the network, once it is there.</summary>
    public Task<AddressPool> AddressesAsync(CancellationToken cancellationToken) => _addresses.Task.WaitAsync(cancellationToken);

    /// <summary>
    /// Makes sure that the network is there. A subnet that overlaps with another network is passed over; when all do, the exception of the last one says so.
    /// The addresses of containers from an earlier life of the agent are taken before anybody may ask for one.
    /// </summary>
    public async Task EnsureAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        var network = await EnsureOneAsync(engine, cancellationToken);
        if (_addresses.Task.IsCompleted)
        {
            return;
        }

        var pool = new AddressPool(network.Subnet, network.Gateway);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in await engine.ListContainersAsync(ContainerLabels.OfNode(options), cancellationToken))
        {
            if (container.Labels.TryGetValue(ContainerLabels.PodAddress, out var address))
            {
                pool.Adopt(address);
            }

            found.Add(container.Labels.GetValueOrDefault(ContainerLabels.PodUid, ""));
        }

        _podsFound = found;
        _addresses.TrySetResult(pool);
    }

    // An engine knows its own networks and not those of others on the machine, so subnets that the machine already has an address in come last: the network that was
    // made before is among those, and is found there.
    private IEnumerable<string> Candidates()
    {
        var taken = MachineFacts.Addresses(options);
        return options.PodSubnets.OrderBy(subnet => IPNetwork.TryParse(subnet, out var network) && taken.Any(network.Contains) ? 1 : 0);
    }

    private async Task<NetworkInfo> EnsureOneAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        EngineException? overlap = null;
        foreach (var subnet in Candidates())
        {
            try
            {
                var labels = ContainerLabels.OfNode(options);
                return await engine.EnsureNetworkAsync(new NetworkSpec { Name = Name, Subnet = subnet, Labels = labels }, cancellationToken);
            }
            catch (EngineException refused) when (refused.Fault is EngineFault.Conflict or EngineFault.Invalid)
            {
                overlap = refused;
            }
        }

        throw new EngineException(
            EngineFault.Conflict, $"None of the subnets in NodeAgentOptions.PodSubnets is free on this machine ({string.Join(", ", options.PodSubnets)}): {overlap?.Message}");
    }
}
