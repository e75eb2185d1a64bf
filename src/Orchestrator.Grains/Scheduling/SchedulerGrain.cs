using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Selectors;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// Proposes nodes for pods, a batch at a time. It stores nothing: what it sees of the nodes is read again when they say that they changed, and what it has just
/// proposed counts as taken until the node says so itself.
/// </summary>
[Reentrant]
public sealed class SchedulerGrain(GrainServices services) : Grain, ISchedulerGrain, IRemindable
{
    private const string Reminder = "resync";
    private const string Kind = "Pod";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    private readonly List<(PlacementRequest Request, TaskCompletionSource<Placement> Answer)> _queue = [];
    private readonly Dictionary<string, PodDemand> _unplaced = new(StringComparer.Ordinal);
    private readonly ClusterView _cluster = new(services.Clock);
    private IGrainTimer? _timer;
    private bool _placing;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            PlaceAllAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
        await ReadNodesAsync(cancellationToken);
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
    }

    /// <inheritdoc/>
    public Task<Placement> Place(PlacementRequest request)
    {
        var answer = new TaskCompletionSource<Placement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((request, answer));
        Fire(TimeSpan.Zero);
        return answer.Task;
    }

    /// <inheritdoc/>
    public Task NodeChanged(string nodeName)
    {
        _cluster.Doubt(nodeName);
        if (_unplaced.Count > 0)
        {
            Fire(TimeSpan.FromMilliseconds(100));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Resync()
    {
        await ReadNodesAsync(CancellationToken.None);
        var unbound = new FieldRequirement(["spec", "nodeName"], "", Negated: false);
        var pending = await services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = Kind, Fields = [unbound] }, CancellationToken.None);
        foreach (var pod in pending.Items)
        {
            WakePod(pod.Key.Namespace, pod.Key.Name);
        }
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Resync();

    private void Fire(TimeSpan delay)
    {
        if (!_placing)
        {
            _timer?.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task PlaceAllAsync(CancellationToken cancellationToken)
    {
        if (_placing)
        {
            return;
        }

        _placing = true;
        try
        {
            do
            {
                await PlaceBatchAsync();
            }
            while (_queue.Count > 0);
        }
        finally
        {
            _placing = false;
        }
    }

    private async Task PlaceBatchAsync()
    {
        var batch = _queue.ToList();
        _queue.Clear();
        try
        {
            foreach (var node in batch.SelectMany(waiting => waiting.Request.RefusedBy).Distinct(StringComparer.Ordinal))
            {
                _cluster.Doubt(node);
            }

            var changed = await _cluster.RefreshAsync(name => GrainFactory.GetGrain<INodeGrain>(GrainKey.Node(name)).View());
            Answer(batch);
            if (changed)
            {
                WakeUnplaced(batch);
            }
        }
        catch (Exception e)
        {
            // Whoever asked hears of it and asks again.
            batch.ForEach(waiting => waiting.Answer.TrySetException(e));
        }
    }

    private void Answer(List<(PlacementRequest Request, TaskCompletionSource<Placement> Answer)> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var placements = SchedulingPlanner.Place([.. batch.Select(waiting => waiting.Request.Pod)], _cluster.Nodes());
        for (var i = 0; i < batch.Count; i++)
        {
            var placement = placements[i];
            if (placement.NodeName is { } node)
            {
                _unplaced.Remove(placement.Pod.Uid);
                _cluster.Assume(placement.Pod, node);
            }
            else
            {
                _unplaced[placement.Pod.Uid] = placement.Pod;
            }

            batch[i].Answer.SetResult(new Placement(placement.NodeName, placement.Explanation));
        }
    }

    private void WakeUnplaced(List<(PlacementRequest Request, TaskCompletionSource<Placement> Answer)> justAnswered)
    {
        var asked = justAnswered.Select(waiting => waiting.Request.Pod.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in _unplaced.Values.Where(pod => !asked.Contains(pod.Uid)).OrderBy(pod => pod.Uid, StringComparer.Ordinal).ToList())
        {
            _unplaced.Remove(pod.Uid);
            WakePod(pod.Namespace, pod.Name);
        }
    }

    private async Task ReadNodesAsync(CancellationToken cancellationToken)
    {
        var nodes = await services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Node" }, cancellationToken);
        foreach (var node in nodes.Items)
        {
            _cluster.Doubt(node.Key.Name);
        }
    }

    // One-way: a pod that misses it asks again by itself.
    private void WakePod(string ns, string name) => _ = GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(ns, name)).Wake();
}
