using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Scheduling;

public sealed class PodDemandTests
{
    [Theory]
    [InlineData("100m", null, 100)]
    [InlineData("0.5", "1", 500)]
    [InlineData("100u", null, 1)]
    [InlineData(null, "250m", 250)]
    [InlineData("0", "250m", 0)]
    [InlineData(null, null, 0)]
    [InlineData("9E", null, long.MaxValue)]
    public void Of_cpu_is_the_request_or_the_limit_rounded_up(string? request, string? limit, long milliCpu) =>
        Assert.Equal(milliCpu, PodDemand.Of(PodOf(Asking("cpu", request, limit))).MilliCpu);

    [Fact]
    public void Of_several_containers_is_their_sum_and_never_wraps()
    {
        Assert.Equal(3 * 1024 * 1024, PodDemand.Of(PodOf(Asking("memory", "1Mi", null), Asking("memory", null, "2Mi"))).MemoryBytes);
        Assert.Equal(long.MaxValue, PodDemand.Of(PodOf(Asking("memory", "8Ei", null), Asking("memory", "8Ei", null))).MemoryBytes);
    }

    [Fact]
    public void Of_takes_ports_of_the_node_and_labels_that_it_must_have()
    {
        var container = new Container
        {
            Name = "web",
            Ports = [new ContainerPort { Port = 80 }, new ContainerPort { Port = 81, HostPort = 8081 }, new ContainerPort { Port = 53, HostPort = 53, Protocol = "UDP", HostIp = "10.0.0.1" }],
        };
        var pod = PodOf(container);

        var demand = PodDemand.Of(pod with { Spec = pod.Spec with { NodeSelector = StringMap.Of(("disk", "ssd")) } });

        Assert.Equal<HostPort>([new HostPort("TCP", 8081, ""), new HostPort("UDP", 53, "10.0.0.1")], demand.HostPorts);
        Assert.Equal("ssd", demand.NodeSelector["disk"]);
        Assert.Equal(("default", "web-1", "uid-1"), (demand.Namespace, demand.Name, demand.Uid));
    }

    [Fact]
    public void Of_init_containers_takes_the_ports_of_sidecars_only()
    {
        var init = new Container { Name = "init", Ports = [new ContainerPort { Port = 80, HostPort = 80 }] };
        var sidecar = new Container { Name = "sidecar", Ports = [new ContainerPort { Port = 81, HostPort = 81 }], RestartPolicy = RestartPolicy.Always };
        var pod = PodOf(Asking("ephemeral-storage", "1Gi", null));

        var demand = PodDemand.Of(pod with { Spec = pod.Spec with { InitContainers = [init, sidecar] } });

        Assert.Equal<HostPort>([new HostPort("TCP", 81, "")], demand.HostPorts);
        Assert.Equal(1L << 30, demand.EphemeralStorageBytes);
    }

    private static Pod PodOf(params ImmutableArray<Container> containers) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "web-1", Uid = "uid-1" },
        Spec = new PodSpec { Containers = containers },
    };

    private static Container Asking(string resource, string? request, string? limit) => new()
    {
        Name = "web",
        Resources = new ResourceRequirements { Requests = Amounts(resource, request), Limits = Amounts(resource, limit) },
    };

    private static ImmutableSortedDictionary<string, Quantity> Amounts(string resource, string? amount) =>
        amount is null ? QuantityMap.Empty : QuantityMap.Empty.Add(resource, Quantity.Parse(amount));
}
