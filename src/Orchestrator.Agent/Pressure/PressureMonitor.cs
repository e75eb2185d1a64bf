using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Stats;
using Orchestrator.Planning.Eviction;

namespace Orchestrator.Agent.Pressure;

/// <summary>Looks at the machine again and again, and does what <see cref="EvictionPlanner"/> says: free disk, evict.</summary>
/// <param name="pods">The pods of this node.</param>
/// <param name="room">What can be freed.</param>
/// <param name="machine">What is left of the machine.</param>
/// <param name="stats">What containers use.</param>
/// <param name="options">The thresholds.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
public sealed partial class PressureMonitor(
    IPodsOnNode pods, IRoom room, Func<CancellationToken, Task<ImmutableArray<SignalObservation>>> machine, ContainerStats stats, PressureOptions options, TimeProvider clock, ILogger log)
{
    private readonly EvictionSettings _settings = options.Settings();
    private readonly DiskScan _disk = new(clock, options.DiskPeriod);
    private EvictionState _state = EvictionState.Empty;
    private readonly HashSet<string> _toldOfLimit = new(StringComparer.Ordinal);
    private bool _reclaimed;

    /// <summary>Types of the node's conditions that hold now.</summary>
    public ImmutableArray<string> Pressures { get; private set; } = [];

    /// <summary>Called when the conditions change.</summary>
    public Action Changed { get; init; } = () => { };

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(options.Period, clock, cancellationToken);
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogLookFailed(log, e);
            }
        }
    }

    /// <summary>One look, and what follows from it.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var observed = await machine(cancellationToken);
        var running = await pods.RunningAsync(cancellationToken);
        _disk.Refresh(running, urgent: _reclaimed, cancellationToken);
        var usage = running.SelectMany(pod => pod.Containers).ToDictionary(container => container.Id, container => stats.Read(container.Id, container.ProcessId), StringComparer.Ordinal);
        TellOfProcessLimits(running, usage);
        var consumption = running.Select(pod => Consumption.Of(pod, container => usage[container.Id], _disk.Of(pod.Pod.Metadata.Uid)));

        var plan = EvictionPlanner.Plan(_settings, _state, observed, [.. consumption], _reclaimed, clock.GetUtcNow());
        (_state, _reclaimed) = (plan.State, false);
        Tell(plan.Pressures);
        await ActAsync(plan, cancellationToken);
    }

    // Once for each run of a container: a fork bomb would otherwise be told of at each look.
    private void TellOfProcessLimits(IReadOnlyList<PodOnNode> running, Dictionary<string, ContainerUsage?> usage)
    {
        _toldOfLimit.IntersectWith(usage.Keys);
        foreach (var pod in running)
        {
            foreach (var container in pod.Containers.Where(container => usage[container.Id] is { ProcessesRefused: > 0 } && _toldOfLimit.Add(container.Id)))
            {
                pods.TellOfProcessLimit(pod, container);
            }
        }
    }

    private async Task ActAsync(EvictionPlan plan, CancellationToken cancellationToken)
    {
        if (plan.ReclaimDisk)
        {
            LogReclaims(log, EvictionSignals.Resource(plan.Pressing!.Signal));
            await room.ReclaimAsync(cancellationToken);
            _reclaimed = true;
        }
        else if (plan.Pressing is { } pressing && plan.Evictions.IsEmpty)
        {
            LogNobodyToEvict(log, EvictionSignals.Resource(pressing.Signal));
        }

        foreach (var eviction in plan.Evictions)
        {
            LogEvicts(log, eviction.Uid, eviction.Message);
            pods.Evict(eviction);
        }
    }

    private void Tell(ImmutableArray<string> pressures)
    {
        var changed = !pressures.SequenceEqual(Pressures);
        Pressures = pressures;
        if (changed)
        {
            Changed();
        }
    }
}
