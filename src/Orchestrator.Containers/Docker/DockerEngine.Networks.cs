using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    // How long another creator of the same network may take between reserving its subnet and listing it.
    private static readonly TimeSpan NetworkRace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NetworkRacePause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc />
    public Task<NetworkInfo> EnsureNetworkAsync(NetworkSpec network, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        return CallAsync(EngineOperation.EnsureNetwork, (session, token) => EnsureNetworkAsync(session.Client, network, token), cancellationToken);
    }

    /// <inheritdoc />
    public async Task RemoveNetworkAsync(string name, CancellationToken cancellationToken)
    {
        EngineNames.Object(name);
        try
        {
            await CallAsync(EngineOperation.RemoveNetwork, (client, token) => client.Networks.DeleteNetworkAsync(name, token), cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            // Gone is what was asked for.
        }
    }

    private async Task<NetworkInfo> EnsureNetworkAsync(DockerClient client, NetworkSpec network, CancellationToken cancellationToken)
    {
        EngineNames.Object(network.Name);
        if (!IPNetwork.TryParse(network.Subnet, out var subnet))
        {
            throw new EngineException(EngineFault.Invalid, $"A network's subnet must be in CIDR notation, such as 10.88.0.0/16; got '{network.Subnet}'.");
        }

        var startedAt = _time.GetTimestamp();
        while (true)
        {
            var existing = await client.Networks.ListNetworksAsync(cancellationToken: cancellationToken);
            if (existing.FirstOrDefault(candidate => candidate.Name == network.Name) is { } found)
            {
                return Matching(found, subnet);
            }

            var refusal = await TryCreateNetworkAsync(client, network, subnet, cancellationToken);
            if (refusal is null)
            {
                continue;
            }

            // A subnet that overlaps with one that is listed is a lasting conflict. With none that is listed, it is that of another creator, who is not done yet.
            var overlaps = existing.SelectMany(SubnetsOf).Any(other => Overlap(other, subnet));
            if (refusal.Fault != EngineFault.Conflict || overlaps || _time.GetElapsedTime(startedAt) > NetworkRace)
            {
                throw refusal;
            }

            await Task.Delay(NetworkRacePause, _time, cancellationToken);
        }
    }

    private static async Task<EngineException?> TryCreateNetworkAsync(
        DockerClient client, NetworkSpec network, IPNetwork subnet, CancellationToken cancellationToken)
    {
        var parameters = new NetworksCreateParameters
        {
            Name = network.Name,
            Driver = "bridge",
            CheckDuplicate = true,
            Labels = new Dictionary<string, string>(network.Labels),
            IPAM = new IPAM { Driver = "default", Config = [new IPAMConfig { Subnet = subnet.ToString(), Gateway = FirstAddress(subnet).ToString() }] },
        };
        try
        {
            await client.Networks.CreateNetworkAsync(parameters, cancellationToken);
            return null;
        }
        catch (DockerApiException exception)
        {
            return EngineFaults.Classify(EngineOperation.EnsureNetwork, exception);
        }
    }

    private static NetworkInfo Matching(NetworkResponse found, IPNetwork subnet)
    {
        var config = found.IPAM?.Config?.FirstOrDefault();
        if (found.Driver != "bridge" || config?.Subnet is null || !IPNetwork.TryParse(config.Subnet, out var existing) || !existing.Equals(subnet))
        {
            throw new EngineException(
                EngineFault.Conflict,
                $"The network '{found.Name}' exists with driver {found.Driver} and subnet {config?.Subnet ?? "(none)"}, where a bridge with {subnet} is wanted.");
        }

        return new NetworkInfo(found.ID ?? "", found.Name ?? "", config.Subnet, config.Gateway is { Length: > 0 } gateway ? gateway : FirstAddress(subnet).ToString());
    }

    private static IEnumerable<IPNetwork> SubnetsOf(NetworkResponse network)
    {
        foreach (var config in network.IPAM?.Config ?? [])
        {
            if (IPNetwork.TryParse(config.Subnet, out var subnet))
            {
                yield return subnet;
            }
        }
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static IPAddress FirstAddress(IPNetwork subnet)
    {
        var bytes = subnet.BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new IPAddress(bytes);
    }
}
