using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Scheduling;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Tests.Policies;

/// <summary>What new pods get from their namespace and their priority class, whoever makes them.</summary>
public sealed class PodAdmissionTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Pod_gets_the_defaults_of_its_namespace_and_counts_as_what_it_then_is()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await PutAsync(RangeOf(room, new LimitRangeItem { Type = LimitType.Container, Max = Of("cpu", "1"), DefaultRequest = Of("cpu", "100m") }));

        var made = (await room.Pod("a").Create(PodOf(room, "a"), WriteOptions.Default)).Resource;

        Assert.Equal(("100m", "1"), ($"{made.Spec.Containers[0].Resources.Requests["cpu"]}", $"{made.Spec.Containers[0].Resources.Limits["cpu"]}"));
        Assert.Equal(QosClass.Burstable, made.Status.QosClass);
        Assert.Equal("LimitRanger plugin set: cpu request for container main; cpu limit for container main", made.Metadata.Annotations["kubernetes.io/limit-ranger"]);
    }

    [Fact]
    public async Task Pod_beyond_the_limits_of_its_namespace_is_refused_with_all_that_is_wrong()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        await PutAsync(RangeOf(room, new LimitRangeItem { Type = LimitType.Pod, Max = Of("cpu", "1"), Min = Of("memory", "1Mi") }));

        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Pod("a").Create(PodOf(room, "a", "2"), WriteOptions.Default));

        Assert.Equal(
            "pods \"a\" is forbidden: [minimum memory usage per Pod is 1Mi.  No request is specified, maximum cpu usage per Pod is 1.  No limit is specified]", refused.Message);
        Assert.Equal(403, refused.Status.Code);
    }

    [Fact]
    public async Task Pod_has_the_priority_of_its_class()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        var urgent = $"urgent-{room.Name}";
        await PutAsync(new PriorityClass { Metadata = new ObjectMeta { Name = urgent, Uid = urgent }, Value = 1000, PreemptionPolicy = "Never" });

        var made = (await room.Pod("a").Create(PodOf(room, "a", priorityClass: urgent), WriteOptions.Default)).Resource;
        var usual = (await room.Pod("b").Create(PodOf(room, "b"), WriteOptions.Default)).Resource;
        var system = (await room.Pod("c").Create(PodOf(room, "c", priorityClass: "system-node-critical"), WriteOptions.Default)).Resource;
        var refused = await Assert.ThrowsAsync<ApiException>(() => room.Pod("d").Create(PodOf(room, "d", priorityClass: "none"), WriteOptions.Default));

        Assert.Equal((1000, "Never"), (made.Spec.Priority, made.Spec.PreemptionPolicy));
        Assert.Equal((0, "PreemptLowerPriority"), (usual.Spec.Priority, usual.Spec.PreemptionPolicy));
        Assert.Equal(2_000_001_000, system.Spec.Priority);
        Assert.Equal("pods \"d\" is forbidden: no PriorityClass with name none was found", refused.Message);
    }

    [Fact]
    public async Task Pod_that_is_written_without_its_priority_keeps_it()
    {
        var room = await Room.OpenAsync(cluster, node: false);
        var made = (await room.Pod("a").Create(PodOf(room, "a"), WriteOptions.Default)).Resource;

        var replaced = await room.Pod("a").Replace(made with { Spec = made.Spec with { Priority = null, PreemptionPolicy = null } }, WriteOptions.Default);

        Assert.Equal((0, "PreemptLowerPriority"), (replaced.Resource.Spec.Priority, replaced.Resource.Spec.PreemptionPolicy));
    }

    private static ImmutableSortedDictionary<string, Quantity> Of(string name, string amount) => QuantityMap.Empty.Add(name, Quantity.Parse(amount));

    private static LimitRange RangeOf(Room room, LimitRangeItem item) => ResourceDefaults.Apply(new LimitRange
    {
        Metadata = new ObjectMeta { Name = "range", Namespace = room.Name, Uid = $"uid-{room.Name}" },
        Spec = new LimitRangeSpec { Limits = [item] },
    });

    private static Pod PodOf(Room room, string name, string? cpu = null, string? priorityClass = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = room.Name },
        Spec = room.Spec(cpu: cpu) with { PriorityClassName = priorityClass },
    };

    private Task<PassiveWrite> PutAsync(IResource resource) =>
        cluster.Services.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8<object>(resource), null, default);
}
