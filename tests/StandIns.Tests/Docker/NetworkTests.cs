using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

public sealed class NetworkTests(Engine engine) : IClassFixture<Engine>
{
    private readonly INetworkOperations _networks = engine.Client.Networks;

    [Fact]
    public async Task Network_created_takes_containers_and_is_deleted()
    {
        var name = engine.NewName();
        var (subnet, id) = await CreateAsync(name);
        try
        {
            Assert.Contains(await _networks.ListNetworksAsync(), network => network.ID == id && network.Name == name);
            var container = engine.Container("sleep", "600");
            container.HostConfig = null;
            var running = (await engine.Client.Containers.CreateContainerAsync(container)).ID!;
            var endpoint = new EndpointSettings { IPAMConfig = new EndpointIPAMConfig { IPv4Address = $"{subnet}.77" } };
            await _networks.ConnectNetworkAsync(id, new NetworkConnectParameters { Container = running, EndpointConfig = endpoint });
            await engine.Client.Containers.StartContainerAsync(running, null);

            Assert.Equal($"{subnet}.77/24", (await _networks.InspectNetworkAsync(id)).Containers![running].IPv4Address);

            await _networks.DisconnectNetworkAsync(id, new NetworkDisconnectParameters { Container = running, Force = true });
            Assert.Empty((await _networks.InspectNetworkAsync(id)).Containers!);
        }
        finally
        {
            await _networks.DeleteNetworkAsync(id);
        }

        await Assert.ThrowsAsync<DockerNetworkNotFoundException>(() => _networks.InspectNetworkAsync(id));
    }

    // Others make networks on the same engine: one whose addresses somebody has is refused.
    private async Task<(string Subnet, string Id)> CreateAsync(string name)
    {
        while (true)
        {
            var subnet = $"10.{Random.Shared.Next(208, 240)}.{Random.Shared.Next(256)}";
            var ipam = new IPAM { Driver = "default", Config = [new IPAMConfig { Subnet = $"{subnet}.0/24", Gateway = $"{subnet}.1" }] };
            try
            {
                return (subnet, (await _networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name, Driver = "bridge", IPAM = ipam })).ID!);
            }
            catch (DockerApiException taken) when (taken.ResponseBody?.Contains("overlaps", StringComparison.Ordinal) == true)
            {
            }
        }
    }
}
