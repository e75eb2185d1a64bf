using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Tests.Scheduling.Devices;

/// <summary>What a scheduler sees of a node's devices, and what the node then gives: they agree, whatever pods ask and in whatever order they come.</summary>
public sealed class DevicePlacementTests
{
    private const int Seeds = 400;
    private const int Rounds = 8;
    private static readonly string[] Ways = [DeviceResource.Gpu, DeviceResource.GpuMemory, DeviceResource.GpuShared];

    [Fact]
    public void Place_by_chance_whoever_is_proposed_is_given_what_it_asks_in_any_order()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var machine = new Machine(OfferOf(random));
            for (var round = 0; round < Rounds; round++)
            {
                PodDemand[] batch = [.. Enumerable.Range(0, random.Next(1, 5)).Select(number => Asking($"{round}-{number}", random))];

                var proposed = machine.Propose(batch).Decisions.Where(decision => decision.NodeName is not null).Select(decision => decision.Pod.Uid).ToHashSet();

                var coming = batch.Where(pod => proposed.Contains(pod.Uid)).ToArray();
                random.Shuffle(coming);
                Assert.All(coming, pod => Assert.True(machine.Admit(pod), $"seed {seed}, round {round}: {pod.Uid} was proposed and refused"));
                machine.End(pod => random.Next(3) == 0);
            }
        }
    }

    [Fact]
    public void Place_by_chance_one_pod_is_proposed_exactly_where_the_node_takes_it()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var machine = new Machine(OfferOf(random));
            for (var number = 0; number < Rounds; number++)
            {
                var pod = Asking($"{number}", random);

                var proposed = machine.Propose([pod]).Decisions[0].NodeName is not null;

                Assert.True(proposed == machine.Admit(pod), $"seed {seed}: {pod.Uid} was {(proposed ? "proposed and refused" : "not proposed, and would have been taken")}");
            }
        }
    }

    [Fact]
    public void Displace_by_chance_who_needs_the_room_gets_it_and_nobody_goes_in_vain()
    {
        var displaced = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var offer = OfferOf(random);
            var machine = new Machine(offer);
            for (var number = 0; number < Rounds; number++)
            {
                machine.Admit(Asking($"{number}", random));
            }

            var pod = Asking("high", random) with { Priority = 10 };
            var decision = machine.Propose([pod]).Decisions[0];

            var gets = (decision.NodeName ?? decision.NominatedNodeName) is not null;
            Assert.True(gets == new Machine(offer).Admit(pod), $"seed {seed}: {(gets ? "it can't be had even from an empty node" : "an empty node would have it")}");
            Assert.All(decision.Victims, spared => Assert.False(machine.Without(decision.Victims.Remove(spared)).Admit(pod), $"seed {seed}: {spared} goes in vain"));
            Assert.True(!gets || machine.Without(decision.Victims).Admit(pod), $"seed {seed}: {string.Join(", ", decision.Victims)} had to go, and the pod still does not fit");
            displaced += decision.Victims.Length;
        }

        Assert.True(displaced > 0, "no seed had anybody displaced");
    }

    // GPU-1 has one pod, and GPU-0 two.
    [Fact]
    public void Displace_for_a_whole_device_those_that_share_one_go_and_no_others()
    {
        var machine = new Machine(Two);
        Assert.All([Pod("a", (DeviceResource.GpuMemory, 60)), Pod("b", (DeviceResource.GpuMemory, 50)), Pod("c", (DeviceResource.GpuMemory, 20))], pod => Assert.True(machine.Admit(pod)));

        var one = machine.Propose([Pod("one", (DeviceResource.Gpu, 1)) with { Priority = 10 }]).Decisions[0];

        Assert.Equal("node", one.NominatedNodeName);
        Assert.Equal("uid-b", Assert.Single(one.Victims));
        Assert.Equal("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", one.Explanation!.Text);
    }

    [Fact]
    public void Displace_for_a_share_who_has_a_device_for_itself_goes()
    {
        var machine = new Machine(Two);
        Assert.True(machine.Admit(Pod("both", (DeviceResource.Gpu, 2))));

        Assert.Equal("uid-both", Assert.Single(machine.Propose([Pod("share", (DeviceResource.GpuMemory, 30)) with { Priority = 10 }]).Decisions[0].Victims));
    }

    // The device whose sharers go for one is not shared anew meanwhile.
    [Fact]
    public void Displace_for_a_whole_device_its_room_is_kept_until_they_have_gone()
    {
        var machine = new Machine(Two);
        Assert.All([Pod("a", (DeviceResource.GpuMemory, 60)), Pod("b", (DeviceResource.GpuMemory, 60))], pod => Assert.True(machine.Admit(pod)));
        var whole = Pod("whole", (DeviceResource.Gpu, 2)) with { Priority = 10 };

        Assert.Equal(["uid-a", "uid-b"], machine.Propose([whole]).Decisions[0].Victims.AsEnumerable());
        Assert.Null(machine.Propose([Pod("late", (DeviceResource.GpuMemory, 10))]).Decisions[0].NodeName);

        machine.End(_ => true);
        Assert.Null(machine.Propose([Pod("later", (DeviceResource.GpuMemory, 10))]).Decisions[0].NodeName);
        Assert.Equal("node", machine.Propose([whole]).Decisions[0].NodeName);
    }

    [Fact]
    public void Displace_nobody_goes_for_more_than_the_node_has_without_them()
    {
        var machine = new Machine(Two);
        Assert.True(machine.Admit(Pod("low", (DeviceResource.GpuMemory, 60))));

        var decision = machine.Propose([Pod("three", (DeviceResource.Gpu, 3)) with { Priority = 10 }]).Decisions[0];

        Assert.Empty(decision.Victims);
        Assert.EndsWith("preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.", decision.Explanation!.Text, StringComparison.Ordinal);
    }

    // Each device is free, and one is all there is: whole and shared it can't be had.
    [Fact]
    public void Place_a_device_that_is_asked_for_whole_and_shared_is_too_few()
    {
        var machine = new Machine(new DeviceOffer { MemoryResource = DeviceResource.GpuMemory, Devices = [new Device { Id = "GPU-0", MemoryBytes = 80 }] });

        var decision = machine.Propose([Pod("both", (DeviceResource.Gpu, 1), (DeviceResource.GpuMemory, 10))]).Decisions[0];

        Assert.Equal("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", decision.Explanation!.Text.Split(" preemption:")[0]);
    }

    private static DeviceOffer Two => new()
    {
        MemoryResource = DeviceResource.GpuMemory,
        Devices = [new Device { Id = "GPU-0", MemoryBytes = 80 }, new Device { Id = "GPU-1", MemoryBytes = 80 }],
    };

    private static DeviceOffer OfferOf(Random random)
    {
        var count = random.Next(1, 5);
        var isKnown = random.Next(2) == 0;
        return new DeviceOffer
        {
            MemoryResource = DeviceResource.GpuMemory,
            SliceResource = random.Next(2) == 0 ? DeviceResource.GpuShared : "",
            Devices = [.. Enumerable.Range(0, count).Select(number => new Device { Id = $"GPU-{number}", MemoryBytes = random.Next(1, 3) * 40, Slices = 3, Healthy = random.Next(8) > 0 })],
            Closeness = isKnown ? [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, count).Select(column => (row * column) % 3).ToImmutableArray())] : [],
        };
    }

    private static PodDemand Asking(string name, Random random)
    {
        var asks = Ways.Where(_ => random.Next(5) < 2).DefaultIfEmpty(Ways[random.Next(Ways.Length)]);
        return Pod(name, [.. asks.Select(way => (way, way == DeviceResource.GpuMemory ? random.Next(1, 60) : (long)random.Next(1, 3)))]);
    }

    private static PodDemand Pod(string name, params (string Resource, long Amount)[] asks) => SchedulingSamples.Demand(name) with
    {
        Extended = asks.ToImmutableSortedDictionary(ask => ask.Resource, ask => ask.Amount, StringComparer.Ordinal),
    };

    /// <summary>A node that decides by its own numbers, and a scheduler that sees it as it was when it was last told of it.</summary>
    private sealed class Machine(DeviceOffer offer)
    {
        private readonly Cluster _cluster = new();
        private readonly List<(PodDemand Pod, ImmutableArray<DeviceLease> Devices)> _pods = [];
        private readonly List<string> _assumed = [];

        public SchedulingResult Propose(IEnumerable<PodDemand> pods)
        {
            _assumed.ForEach(uid => _cluster.Unbind(uid));
            _cluster.SetNode(ClusterNode.Of(View()));
            _pods.ForEach(bound => _cluster.Confirm(ClusterPod.Of(bound.Pod), "node"));
            var result = new Scheduler(_cluster, new SchedulingSettings()).Schedule([.. pods.Select(ClusterPod.Of)], new SchedulingContext());
            _assumed.AddRange(result.Decisions.Select(decision => decision.Pod.Uid));
            return result;
        }

        /// <summary>As the node's grain does.</summary>
        public bool Admit(PodDemand pod)
        {
            var devices = NodeFit.Check(pod, View()).IsEmpty ? NodeDevices.Assign(pod, [offer], Leases) : null;
            if (devices is { } given)
            {
                _pods.Add((pod with { BoundAt = DateTimeOffset.UnixEpoch }, given));
            }

            return devices is not null;
        }

        /// <summary>What it would be if those pods had ended.</summary>
        public Machine Without(ImmutableArray<string> uids)
        {
            var other = new Machine(offer);
            other._pods.AddRange(_pods.Where(bound => !uids.Contains(bound.Pod.Uid)));
            return other;
        }

        public void End(Predicate<PodDemand> whom)
        {
            foreach (var (pod, _) in _pods.Where(bound => whom(bound.Pod)).ToList())
            {
                _pods.RemoveAll(bound => bound.Pod.Uid == pod.Uid);
                _cluster.Unbind(pod.Uid);
            }
        }

        private ImmutableArray<DeviceLease> Leases => [.. _pods.SelectMany(bound => bound.Devices)];

        private NodeView View() => SchedulingSamples.Node("node", pods: 100) with
        {
            AllocatableExtended = NodeDevices.Requestable([offer], Leases),
            Devices = new DeviceStock([offer], Leases),
            Pods = [.. _pods.Select(bound => bound.Pod)],
        };
    }
}
