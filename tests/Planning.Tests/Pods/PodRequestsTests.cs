using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Pods;

public sealed class PodRequestsTests
{
    /// <summary>Init containers are written as their requests in order, those of sidecars with a plus.</summary>
    [Theory]
    [InlineData("", "", "", 0)]
    [InlineData("", "1 2", "", 3)]
    [InlineData("5", "1 2", "", 5)]
    [InlineData("2 5 3", "1", "", 5)]
    [InlineData("2", "1 2", "", 3)]
    [InlineData("+4", "1 2", "", 7)]
    [InlineData("+4 5", "1", "", 9)]
    [InlineData("5 +4", "1", "", 5)]
    [InlineData("+1 +2 5 +9", "1", "", 13)]
    [InlineData("+1 +2 20 +3", "1", "", 23)]
    [InlineData("5", "1", "10", 15)]
    [InlineData("-5", "-1 2", "-3", 2)]
    public void Of_is_the_most_that_runs_at_once_and_the_overhead(string init, string containers, string overhead, long expected)
    {
        var spec = new PodSpec
        {
            InitContainers = [.. init.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Asking)],
            Containers = [.. containers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Asking)],
            Overhead = Amounts(overhead),
        };

        Assert.Equal(expected, PodRequests.Of(spec, ResourceName.Memory).Value);
        Assert.Equal(0, PodRequests.Of(spec, ResourceName.Cpu).Value);
    }

    [Fact]
    public void Of_a_container_is_its_request_or_else_its_limit()
    {
        var both = new Container { Resources = new ResourceRequirements { Requests = Amounts("1"), Limits = Amounts("2") } };
        var limit = new Container { Resources = new ResourceRequirements { Limits = Amounts("2") } };

        Assert.Equal((1, 2), (PodRequests.Of(both, ResourceName.Memory).Value, PodRequests.Of(limit, ResourceName.Memory).Value));
    }

    private static Container Asking(string request) => new()
    {
        RestartPolicy = request.StartsWith('+') ? RestartPolicy.Always : null,
        Resources = new ResourceRequirements { Requests = Amounts(request.TrimStart('+')) },
    };

    private static ImmutableSortedDictionary<string, Quantity> Amounts(string memory) =>
        memory.Length == 0 ? QuantityMap.Empty : QuantityMap.Empty.Add(ResourceName.Memory, Quantity.Parse(memory));
}
