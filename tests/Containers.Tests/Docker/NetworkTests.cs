using Docker.DotNet.Models;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class NetworkTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;
    private readonly TestNetwork _networks = new(real);

    [Fact]
    public async Task Network_ensured_twice_is_the_same()
    {
        var spec = _networks.NewSpec();

        var first = await _engine.EnsureNetworkAsync(spec, default);
        var second = await _engine.EnsureNetworkAsync(spec, default);

        Assert.Equal(first, second);
        Assert.Equal((spec.Name, spec.Subnet, spec.Subnet.Replace(".0/24", ".1", StringComparison.Ordinal)), (first.Name, first.Subnet, first.Gateway));
    }

    [Fact]
    public async Task Network_ensured_by_many_at_once_exists_once()
    {
        var spec = _networks.NewSpec();

        var found = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _engine.EnsureNetworkAsync(spec, default)));

        Assert.Single(found.Distinct());
        Assert.Single((await real.Client.Networks.ListNetworksAsync(new NetworksListParameters())), network => network.Name == spec.Name);
    }

    [Fact]
    public async Task Network_of_the_same_name_and_another_subnet_is_a_conflict()
    {
        var spec = _networks.NewSpec();
        await _engine.EnsureNetworkAsync(spec, default);

        var failure = await Engines.FailsAsync(
            EngineFault.Conflict, () => _engine.EnsureNetworkAsync(spec with { Subnet = _networks.NewSpec().Subnet }, default));

        Assert.Contains(spec.Subnet, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_that_overlaps_with_another_is_a_conflict_in_the_engines_words()
    {
        var spec = _networks.NewSpec();
        await _engine.EnsureNetworkAsync(spec, default);
        var wider = spec with { Name = real.NewName("net"), Subnet = spec.Subnet.Replace(".0/24", ".0/25", StringComparison.Ordinal) };

        var failure = await Engines.FailsAsync(EngineFault.Conflict, () => _engine.EnsureNetworkAsync(wider, default));

        Assert.Contains("overlaps", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_without_a_subnet_is_invalid()
    {
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.EnsureNetworkAsync(_networks.NewSpec() with { Subnet = "10.0.0.0" }, default));
    }

    [Fact]
    public async Task Network_that_is_gone_is_removed_without_complaint()
    {
        var network = await _networks.CreateAsync();

        await _engine.RemoveNetworkAsync(network.Name, default);
        await _engine.RemoveNetworkAsync(network.Name, default);

        Assert.DoesNotContain(await real.Client.Networks.ListNetworksAsync(new NetworksListParameters()), found => found.Name == network.Name);
    }

    [Fact]
    public async Task Network_in_use_is_not_removed()
    {
        var network = await _networks.CreateAsync();
        await real.RunAsync(real.Spec("user", "sleep", "600") with { Network = network.Name });

        await Engines.FailsAsync(EngineFault.Conflict, () => _engine.RemoveNetworkAsync(network.Name, default));
    }

    [Fact]
    public async Task Container_with_an_address_answers_there_and_keeps_it()
    {
        var network = await _networks.CreateAsync();
        var address = network.Gateway[..^1] + "77";
        var spec = real.Spec("http", "sh", "-c", "/bin/busybox mkdir -p /www && echo hello > /www/index.html && exec httpd -f -p 8080 -h /www");
        var id = await real.RunAsync(spec with { Network = network.Name, Address = address });

        Assert.Equal(address, (await _engine.FindContainerAsync(id, default))!.Address);
        Assert.Equal("hello\n", await GetAsync($"http://{address}:8080/"));

        await _engine.StopContainerAsync(id, TimeSpan.Zero, default);
        Assert.Equal(address, (await _engine.FindContainerAsync(id, default))!.Address);
        await _engine.StartContainerAsync(id, default);
        Assert.Equal(address, (await _engine.FindContainerAsync(id, default))!.Address);
    }

    [Fact]
    public async Task Container_with_a_taken_address_fails_to_start()
    {
        var network = await _networks.CreateAsync();
        var spec = real.Spec("address", "sleep", "600") with { Network = network.Name, Address = network.Gateway[..^1] + "9" };
        await real.RunAsync(spec);
        var second = await _engine.CreateContainerAsync(spec with { Name = real.NewName("address") }, default);

        await Engines.FailsAsync(EngineFault.AddressInUse, () => _engine.StartContainerAsync(second, default));
    }

    [Fact]
    public async Task Container_with_a_published_port_answers_on_the_host()
    {
        var network = await _networks.CreateAsync();
        var spec = real.Spec("publish", "sh", "-c", "/bin/busybox mkdir /www && echo published > /www/index.html && exec httpd -f -p 80 -h /www");
        var id = await real.RunAsync(spec with { Network = network.Name, Ports = [new PortMapping(80, 0, "tcp", "127.0.0.1")] });
        var inspected = await real.Client.Containers.InspectContainerAsync(id);
        var port = inspected.NetworkSettings!.Ports!["80/tcp"]!.Single().HostPort;

        Assert.Equal("published\n", await GetAsync($"http://127.0.0.1:{port}/"));
    }

    [Fact]
    public async Task Container_without_a_network_cannot_have_an_address_or_ports()
    {
        var spec = real.Spec("lonely", "sleep", "600");

        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.CreateContainerAsync(spec with { Address = "10.0.0.9" }, default));
        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.CreateContainerAsync(spec with { Ports = [new PortMapping(80, 0)] }, default));
    }

    [Fact]
    public async Task Container_without_a_network_has_loopback_only()
    {
        var ended = await real.RunToEndAsync(real.Spec("loopback", "ip", "-o", "link"));

        Assert.Null(ended.Address);
        Assert.Contains("lo", Assert.Single((await Texts.ReadAsync(_engine.ReadLogsAsync(ended.Id, new LogOptions(), default))).Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<string> GetAsync(string address)
    {
        using var client = new HttpClient();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await client.GetStringAsync(new Uri(address), bound.Token);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, bound.Token);
            }
        }
    }
}
