using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Pods;

public sealed class QualityOfServiceTests
{
    /// <summary>A container is written as <c>cpu request/cpu limit/memory request/memory limit</c>.</summary>
    [Theory]
    [InlineData("///", null, QosClass.BestEffort)]
    [InlineData("0/0/0/0", "///", QosClass.BestEffort)]
    [InlineData("1/1/1/1", null, QosClass.Guaranteed)]
    [InlineData("/1//1", "1/1/1/1", QosClass.Guaranteed)]
    [InlineData("1/2/1/1", null, QosClass.Burstable)]
    [InlineData("1///", null, QosClass.Burstable)]
    [InlineData("///1", null, QosClass.Burstable)]
    [InlineData("1/1/1/1", "///", QosClass.Burstable)]
    [InlineData("///", "1/1/1/1", QosClass.Burstable)]
    public void Of_counts_init_containers_as_the_others(string container, string? init, string expected)
    {
        var spec = new PodSpec { Containers = [Asking(container)], InitContainers = init is null ? [] : [Asking(init)] };

        Assert.Equal(expected, QualityOfService.Of(spec));
    }

    [Fact]
    public void Of_disk_space_alone_is_best_effort()
    {
        var disk = QuantityMap.Empty.Add(ResourceName.EphemeralStorage, Quantity.Of(1));

        Assert.Equal(QosClass.BestEffort, QualityOfService.Of(new PodSpec { Containers = [new Container { Resources = new ResourceRequirements { Limits = disk } }] }));
    }

    private static Container Asking(string amounts)
    {
        var parts = amounts.Split('/');
        return new Container { Resources = new ResourceRequirements { Requests = Amounts(parts[0], parts[2]), Limits = Amounts(parts[1], parts[3]) } };
    }

    private static ImmutableSortedDictionary<string, Quantity> Amounts(string cpu, string memory)
    {
        var amounts = cpu.Length == 0 ? QuantityMap.Empty : QuantityMap.Empty.Add(ResourceName.Cpu, Quantity.Parse(cpu));
        return memory.Length == 0 ? amounts : amounts.Add(ResourceName.Memory, Quantity.Parse(memory));
    }
}
