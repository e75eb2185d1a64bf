using System.Collections.Immutable;
using Orchestrator.Planning.Admission;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Admission;

/// <summary>Defaults and refusals by LimitRanges, in Kubernetes' words.</summary>
public sealed class LimitRangeTests
{
    [Fact]
    public void Container_that_says_nothing_gets_what_the_first_range_has_for_it()
    {
        var pod = new Pod { Spec = new PodSpec { Containers = [Container("a", "", "cpu=2")], InitContainers = [Container("i", "cpu=1", "cpu=1")] } };
        ImmutableArray<LimitRange> ranges =
        [
            Range(new LimitRangeItem { Type = LimitType.Container, Default = Map("cpu=1,memory=1Gi"), DefaultRequest = Map("memory=512Mi") }),
            Range(new LimitRangeItem { Type = LimitType.Container, Default = Map("memory=9Gi"), DefaultRequest = Map("cpu=100m") }),
        ];

        var complete = LimitRangeDefaults.Apply(pod, ranges);

        var container = complete.Spec.Containers[0].Resources;
        Assert.Equal(("100m", "512Mi", "2", "1Gi"), ($"{container.Requests["cpu"]}", $"{container.Requests["memory"]}", $"{container.Limits["cpu"]}", $"{container.Limits["memory"]}"));
        Assert.Equal(
            "LimitRanger plugin set: memory request for container a; memory limit for container a; memory request for init container i; memory limit for init container i; cpu request for container a",
            complete.Metadata.Annotations[LimitRangeDefaults.Annotation]);
        Assert.Same(complete, LimitRangeDefaults.Apply(complete, ranges));
    }

    [Theory]
    [InlineData("Container", "min", "cpu=100m", "", "", "minimum cpu usage per Container is 100m.  No request is specified")]
    [InlineData("Container", "min", "cpu=100m", "cpu=50m", "", "minimum cpu usage per Container is 100m, but request is 50m")]
    [InlineData("Container", "min", "cpu=100m", "cpu=100m", "cpu=50m", "minimum cpu usage per Container is 100m, but limit is 50m")]
    [InlineData("Container", "min", "cpu=100m", "cpu=100m", "", null)]
    [InlineData("Container", "max", "memory=1Gi", "", "", "maximum memory usage per Container is 1Gi.  No limit is specified")]
    [InlineData("Container", "max", "memory=1Gi", "", "memory=2Gi", "maximum memory usage per Container is 1Gi, but limit is 2Gi")]
    [InlineData("Container", "max", "memory=1Gi", "memory=2Gi", "memory=1Gi", "maximum memory usage per Container is 1Gi, but request is 2Gi")]
    [InlineData("Container", "max", "memory=1Gi", "memory=1Gi", "memory=1Gi", null)]
    [InlineData("Container", "ratio", "cpu=2", "cpu=1", "cpu=3", "cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000")]
    [InlineData("Container", "ratio", "cpu=2", "cpu=0", "cpu=3", "cpu max limit to request ratio per Container is 2, but no request is specified or request is 0")]
    [InlineData("Container", "ratio", "cpu=2", "cpu=1", "", "cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0")]
    [InlineData("Container", "ratio", "cpu=2", "cpu=1", "cpu=2", null)]
    [InlineData("Pod", "max", "cpu=1", "cpu=1", "cpu=1", "maximum cpu usage per Pod is 1, but limit is 2")]
    [InlineData("PersistentVolumeClaim", "max", "cpu=1", "", "", null)]
    public void Pod_is_held_to_the_limits_of_its_namespace(string type, string rule, string bound, string requests, string limits, string? fault)
    {
        var item = new LimitRangeItem { Type = type };
        item = rule switch
        {
            "min" => item with { Min = Map(bound) },
            "max" => item with { Max = Map(bound) },
            _ => item with { MaxLimitRequestRatio = Map(bound) },
        };

        // For the type Pod, two containers are asked for together.
        var spec = new PodSpec { Containers = type == LimitType.Pod ? [Container("a", requests, limits), Container("b", requests, limits)] : [Container("a", requests, limits)] };

        Assert.Equal<string>(fault is null ? [] : [fault], LimitRangeRules.Faults(spec, [Range(item)]));
    }

    private static LimitRange Range(LimitRangeItem item) => new() { Spec = new LimitRangeSpec { Limits = [item] } };

    private static Container Container(string name, string requests, string limits) =>
        new() { Name = name, Resources = new ResourceRequirements { Requests = Map(requests), Limits = Map(limits) } };

    private static ImmutableSortedDictionary<string, Quantity> Map(string text) => QuantityMap.Empty.AddRange(
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).Select(entry => KeyValuePair.Create(entry[0], Quantity.Parse(entry[1]))));
}
