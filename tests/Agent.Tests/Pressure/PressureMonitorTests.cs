using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Pressure;
using Orchestrator.Agent.Stats;
using Orchestrator.Agent.Tests.Stats;
using Orchestrator.Planning.Eviction;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Pressure;

public sealed class PressureMonitorTests : IPodsOnNode, IRoom, IDisposable
{
    private const long Mebi = 1024 * 1024;
    private readonly ManualTimeProvider _clock = new();
    private readonly CgroupSamples _samples = new();
    private readonly List<PodOnNode> _running = [];
    private readonly List<PodEviction> _evicted = [];
    private readonly List<string> _toldOf = [];
    private ImmutableArray<SignalObservation> _machine = [new(EvictionSignal.MemoryAvailable, 500 * Mebi, 1000 * Mebi)];
    private int _reclaims;
    private int _changes;

    [Fact]
    public async Task Node_short_of_memory_says_so_and_evicts_who_uses_most_above_its_request()
    {
        _samples.WriteSecond(7, "hog");
        _running.Add(Pod("modest", 8, memoryRequest: "1Mi"));
        _running.Add(Pod("hog", 7));
        var monitor = Monitor();
        await monitor.LookAsync(CancellationToken.None);
        Assert.Empty(_evicted);

        _machine = [new(EvictionSignal.MemoryAvailable, Mebi, 1000 * Mebi)];
        await monitor.LookAsync(CancellationToken.None);
        Assert.Equal("hog", Assert.Single(_evicted).Uid);
        Assert.Contains("Container main was using 6000, request is 0", _evicted[0].Message, StringComparison.Ordinal);
        Assert.Equal(NodeConditionType.MemoryPressure, Assert.Single(monitor.Pressures));
        Assert.Equal(1, _changes);
    }

    [Fact]
    public async Task Node_short_of_disk_frees_what_nobody_uses_and_then_evicts_with_fresh_figures()
    {
        _running.Add(Pod("writer", 8));
        _running.Add(Pod("quiet", 8));
        _machine = [new(EvictionSignal.NodeFsAvailable, Mebi, 1000 * Mebi)];
        var monitor = Monitor();
        await monitor.LookAsync(CancellationToken.None);
        Assert.Equal((1, 0), (_reclaims, _evicted.Count));

        // Written since the look before, and within the time between two walks through the disk.
        _samples.Write("writer/cache/file", new string('x', 4096));
        await monitor.LookAsync(CancellationToken.None);
        Assert.Equal((1, "writer"), (_reclaims, Assert.Single(_evicted).Uid));
    }

    [Fact]
    public async Task Container_at_its_limit_of_processes_is_told_of_once()
    {
        _samples.WriteSecond(7, "bomb");
        _running.Add(Pod("bomb", 7));
        var monitor = Monitor();
        await monitor.LookAsync(CancellationToken.None);
        Assert.Empty(_toldOf);

        _samples.Write("cg/bomb/pids.events", "max 3\n");
        await monitor.LookAsync(CancellationToken.None);
        await monitor.LookAsync(CancellationToken.None);
        Assert.Equal("id-bomb", Assert.Single(_toldOf));
        Assert.Empty(_evicted);
    }

    [Fact]
    public async Task Volume_beyond_its_limit_evicts_its_pod_though_the_node_has_room()
    {
        _samples.Write("writer/cache/file", new string('x', 4096));
        _running.Add(Pod("writer", 8, volumeLimit: 4095));
        await Monitor().LookAsync(CancellationToken.None);
        Assert.Contains("EmptyDir volume \"cache\"", Assert.Single(_evicted).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_that_cannot_be_looked_at_is_looked_at_again()
    {
        var failures = 0;
        var monitor = new PressureMonitor(this, this, _ => failures++ == 0 ? throw new IOException("gone") : Task.FromResult(_machine), Stats(), new PressureOptions(), _clock, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = monitor.RunAsync(stop.Token);
        await Eventually.True(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(failures > 2);
            },
            "the machine is looked at again");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("memory<1Mi", "", "EvictionHard")]
    [InlineData("", "memory.available<x", "EvictionSoft")]
    public void Wrong_threshold_is_named_with_its_setting(string hard, string soft, string setting)
    {
        var wrong = new PressureOptions { EvictionHard = hard, EvictionSoft = soft };
        Assert.Contains(setting, Assert.Single(wrong.Validate(new(wrong))).ErrorMessage, StringComparison.Ordinal);
    }

    Task<IReadOnlyList<PodOnNode>> IPodsOnNode.RunningAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PodOnNode>>([.. _running.Where(pod => _evicted.All(eviction => eviction.Uid != pod.Pod.Metadata.Uid))]);

    void IPodsOnNode.TellOfProcessLimit(PodOnNode pod, ContainerOnNode container) => _toldOf.Add(container.Id);

    void IPodsOnNode.Evict(PodEviction eviction) => _evicted.Add(eviction);

    Task IRoom.ReclaimAsync(CancellationToken cancellationToken)
    {
        _reclaims++;
        return Task.CompletedTask;
    }

    public void Dispose() => _samples.Dispose();

    private PressureMonitor Monitor() =>
        new(this, this, _ => Task.FromResult(_machine), Stats(), new PressureOptions(), _clock, NullLogger.Instance) { Changed = () => _changes++ };

    private ContainerStats Stats()
    {
        if (!File.Exists(_samples.Mounts))
        {
            _samples.Write("mounts", "");
        }

        return new ContainerStats(_clock, CgroupMounts.Read(_samples.Mounts), _samples.Folder);
    }

    private PodOnNode Pod(string uid, int processId, string? memoryRequest = null, long? volumeLimit = null)
    {
        var requests = memoryRequest is null ? QuantityMap.Empty : QuantityMap.Empty.Add(ResourceName.Memory, Quantity.Parse(memoryRequest));
        var container = new Container { Name = "main", Resources = new ResourceRequirements { Requests = requests } };
        return new PodOnNode
        {
            Pod = new Pod { Metadata = new ObjectMeta { Name = uid, Uid = uid }, Spec = new PodSpec { Containers = [container] } },
            Containers = [new ContainerOnNode(container, $"id-{uid}", processId, "", "")],
            Volumes = [new VolumeOnNode("cache", Path.Combine(_samples.Folder, uid, "cache"), volumeLimit, OnDisk: true)],
        };
    }
}
