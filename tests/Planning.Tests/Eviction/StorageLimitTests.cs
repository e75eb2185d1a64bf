using Orchestrator.Planning.Eviction;
using static Orchestrator.Planning.Tests.Eviction.EvictionSamples;

namespace Orchestrator.Planning.Tests.Eviction;

public sealed class StorageLimitTests
{
    private static readonly EvictionSettings Settings = new();

    [Theory]
    [InlineData(10, 10, true, "")]
    [InlineData(11, 10, true, "Usage of EmptyDir volume \"cache\" exceeds the limit \"10Mi\". ")]
    [InlineData(11, 10, false, "Usage of EmptyDir volume \"cache\" exceeds the limit \"10Mi\". ")]
    [InlineData(11, null, true, "")]
    public void Volume_above_its_limit_evicts_its_pod(int megabytes, int? limit, bool onDisk, string message)
    {
        var pod = Pod("a") with { Volumes = [new VolumeConsumption("cache", megabytes * Mebi, limit * Mebi, onDisk)] };
        Assert.Equal(message, Message(pod));
    }

    [Fact]
    public void Container_above_its_limit_evicts_its_pod()
    {
        var writer = new ContainerConsumption { Name = "writer", DiskBytes = 21 * Mebi, DiskLimitBytes = 20 * Mebi };
        var other = new ContainerConsumption { Name = "other", DiskBytes = 500 * Mebi };
        Assert.Equal("Container writer exceeded its local ephemeral storage limit \"20Mi\". ", Message(Pod("a") with { Containers = [other, writer] }));
    }

    [Fact]
    public void Limits_of_all_containers_bound_the_pod_with_its_volumes()
    {
        var container = new ContainerConsumption { Name = "main", DiskBytes = 15 * Mebi, DiskLimitBytes = 20 * Mebi };
        var pod = Pod("a") with { Containers = [container], Volumes = [new VolumeConsumption("cache", 6 * Mebi, null, OnDisk: true)] };
        Assert.Equal("Pod ephemeral local storage usage exceeds the total limit of containers 20Mi. ", Message(pod));
        Assert.Equal("", Message(pod with { Volumes = [new VolumeConsumption("cache", 6 * Mebi, null, OnDisk: false)] }));
    }

    [Fact]
    public void All_pods_above_their_limits_go_in_one_look()
    {
        var over = new VolumeConsumption("cache", 2, 1, OnDisk: true);
        var plan = Plan(Settings, EvictionState.Empty, Memory(500 * Mebi), Noon, false, Pod("a") with { Volumes = [over] }, Pod("b"), Pod("c") with { Volumes = [over] });
        Assert.Equal("a,c", Evicted(plan));
        Assert.Empty(plan.Pressures);
    }

    private static string Message(PodConsumption pod) =>
        string.Concat(Plan(Settings, EvictionState.Empty, Memory(500 * Mebi), Noon, false, pod).Evictions.Select(eviction => eviction.Message));
}
