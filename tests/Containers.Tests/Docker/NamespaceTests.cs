using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class NamespaceTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Container_in_the_network_of_another_has_its_addresses_and_its_name()
    {
        var network = await new TestNetwork(real).CreateAsync();
        var first = await real.RunAsync(real.Spec("sandbox", "sleep", "600") with { Network = network.Name, Hostname = "the-pod" });
        var second = await real.RunAsync(real.Spec("joined", "sleep", "600") with { NetworkOf = first });

        Assert.Equal((await NamespacesAsync(first)).Network, (await NamespacesAsync(second)).Network);
        Assert.Equal("the-pod\n", (await _engine.RunAsync(second, "hostname")).Stdout);
        Assert.Null((await _engine.FindContainerAsync(second, default))!.Address);
    }

    [Fact]
    public async Task Container_with_the_processes_of_another_sees_them()
    {
        var first = await real.RunAsync(real.Spec("sandbox", "sleep", "601"));
        var second = await real.RunAsync(real.Spec("joined", "sleep", "602") with { PidOf = first });

        Assert.Equal((await NamespacesAsync(first)).Pid, (await NamespacesAsync(second)).Pid);

        // What has been started may still be the runtime's process for a moment.
        await TestKit.Eventually.True(async () => (await _engine.RunAsync(second, "cat", "/proc/1/cmdline")).Stdout == "sleep\0601\0", "it sees the other's process");
    }

    [Fact]
    public async Task Container_shares_memory_with_one_that_lets_it_and_with_no_other()
    {
        var first = await real.RunAsync(real.Spec("sandbox", "sleep", "600") with { ShareIpc = true, ShmSizeBytes = 3 << 20 });
        var second = await real.RunAsync(real.Spec("joined", "sleep", "600") with { IpcOf = first });
        var closed = await real.RunAsync(real.Spec("closed", "sleep", "600"));

        Assert.Equal((await NamespacesAsync(first)).Ipc, (await NamespacesAsync(second)).Ipc);
        Assert.NotEqual((await NamespacesAsync(first)).Ipc, (await NamespacesAsync(closed)).Ipc);
        Assert.Contains("size=3072k", (await _engine.RunAsync(second, "grep", "/dev/shm", "/proc/mounts")).Stdout, StringComparison.Ordinal);
        var refused = real.Spec("refused", "sleep", "600") with { IpcOf = closed };
        await Assert.ThrowsAsync<EngineException>(() => real.RunAsync(refused));
    }

    [Fact]
    public async Task Container_with_the_hosts_namespaces_is_in_them()
    {
        var spec = real.Spec("host", "sleep", "600") with { HostNetwork = true, HostPid = true, HostIpc = true };
        var id = await real.RunAsync(spec);
        var own = await real.RunAsync(real.Spec("own", "sleep", "600"));

        var (host, inside, apart) = (Namespaces("self"), await NamespacesAsync(id), await NamespacesAsync(own));

        Assert.Equal(host, inside);
        Assert.NotEqual(host.Network, apart.Network);
        Assert.NotEqual(host.Pid, apart.Pid);
        Assert.NotEqual(host.Ipc, apart.Ipc);
    }

    [Theory]
    [InlineData("two networks", "one network")]
    [InlineData("host and other network", "one network")]
    [InlineData("two process namespaces", "one process namespace")]
    [InlineData("two ipc namespaces", "one IPC namespace")]
    [InlineData("ports of another", "published ports")]
    [InlineData("host name of another", "host name")]
    [InlineData("hosts of another", "/etc/hosts")]
    [InlineData("size of another", "shared memory")]
    [InlineData("once and never", "no input")]
    [InlineData("id that is none", "A name must be")]
    public async Task Description_that_contradicts_itself_is_invalid_and_says_how(string contradiction, string sentence)
    {
        var spec = real.Spec("contradiction", "true");
        spec = contradiction switch
        {
            "two networks" => spec with { Network = "n", NetworkOf = "a" },
            "host and other network" => spec with { HostNetwork = true, NetworkOf = "a" },
            "two process namespaces" => spec with { HostPid = true, PidOf = "a" },
            "two ipc namespaces" => spec with { HostIpc = true, ShareIpc = true },
            "ports of another" => spec with { NetworkOf = "a", Ports = [new PortMapping(80, 8080)] },
            "host name of another" => spec with { NetworkOf = "a", Hostname = "h" },
            "hosts of another" => spec with { NetworkOf = "a", ExtraHosts = ["h:10.0.0.1"] },
            "size of another" => spec with { IpcOf = "a", ShmSizeBytes = 1 << 20 },
            "once and never" => spec with { StdinOnce = true },
            _ => spec with { PidOf = "../x" },
        };

        var failure = await Engines.FailsAsync(EngineFault.Invalid, async () => await _engine.CreateContainerAsync(spec, default));

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Null(await _engine.FindContainerAsync(spec.Name, default));
    }

    private async Task<(string Network, string Pid, string Ipc)> NamespacesAsync(string id) =>
        Namespaces($"{(await _engine.FindContainerAsync(id, default))!.Pid}");

    private static (string Network, string Pid, string Ipc) Namespaces(string process) => (Of(process, "net"), Of(process, "pid"), Of(process, "ipc"));

    private static string Of(string process, string kind) => new FileInfo($"/proc/{process}/ns/{kind}").LinkTarget!;
}
