using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Selectors;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// Proposes nodes for pods, a batch at a time. It stores nothing: what it sees of the nodes is read again when they say that they changed, and what it has just
/// proposed counts as taken until the node says so itself.
/// </summary>
[Reentrant]
public sealed partial class SchedulerGrain : Grain, ISchedulerGrain, IRemindable
{
    private const string Reminder = "resync";
    private const string Kind = "Pod";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    // Pods that found no node are looked at again when nodes have changed, but not for each change.
    private static readonly TimeSpan ReviewPeriod = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan FailurePeriod = TimeSpan.FromSeconds(1);

    private readonly GrainServices _services;
    private readonly IStatePartReader _parts;
    private readonly ILogger _log;
    private readonly List<(PlacementRequest Request, TaskCompletionSource<Placement> Answer)> _queue = [];

    // Who went while others, or they themselves, were being placed.
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly PendingPods _pending;
    private readonly GangBook _gangs;
    private readonly ClusterView _view;
    private readonly SchedulerSurroundings _surroundings;
    private readonly Scheduler _scheduler;
    private IGrainTimer? _timer;
    private DateTimeOffset _dueAt = DateTimeOffset.MaxValue;
    private bool _placing;
    private bool _reviewDue;
    private long _reviewedAt;

    /// <summary>Makes the grain.</summary>
    public SchedulerGrain(GrainServices services, IStatePartReader parts)
    {
        ArgumentNullException.ThrowIfNull(services);
        (_services, _parts) = (services, parts);
        _log = services.Logs.CreateLogger<SchedulerGrain>();
        _pending = new PendingPods(services.Clock);
        _gangs = new GangBook(services.Clock);
        _view = new ClusterView(services.Clock) { Met = Meet };
        _surroundings = new SchedulerSurroundings(services.Reader, services.Clock);
        _scheduler = new Scheduler(_view.Cluster, services.Options.Scheduling);
        _reviewedAt = services.Clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            PlaceAllAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
        await Task.WhenAll(this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod), RestoreAsync(cancellationToken));
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
        _view.Doubt(nodeName);
        if (_pending.Count > 0)
        {
            Fire(ReviewPeriod);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Forget(string podUid)
    {
        _pending.Remove(podUid);
        _view.Withdraw(podUid);
        _view.Cluster.Denominate(podUid);
        if (_placing || _queue.Count > 0)
        {
            _gone.Add(podUid);
        }

        NoteWholeGangs();
        _reviewDue = true;
        if (_pending.Count > 0)
        {
            Fire(ReviewPeriod);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Leaving(string podUid)
    {
        _reviewDue |= _view.Cluster.SetLeaving(podUid);
        if (_pending.Count > 0)
        {
            Fire(ReviewPeriod);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Resync()
    {
        await ReadNodesAsync(CancellationToken.None);
        var unbound = new FieldRequirement(["spec", "nodeName"], "", Negated: false);
        var pending = await _services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = Kind, Fields = [unbound] }, CancellationToken.None);
        foreach (var pod in pending.Items)
        {
            WakePod(pod.Key.Namespace, pod.Key.Name);
        }
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Resync();

    // What is due sooner stays so, or news after news would put it off for ever.
    private void Fire(TimeSpan delay)
    {
        var at = _services.Clock.GetUtcNow() + delay;
        if (!_placing && at < _dueAt)
        {
            _dueAt = at;
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
        _dueAt = DateTimeOffset.MaxValue;
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
            _gone.Clear();
        }

        // What changed meanwhile was not heard by the timer.
        if (_pending.Count > 0 && (_reviewDue || _view.HasDoubts || _view.HasFailures))
        {
            Fire(_reviewDue || _view.HasDoubts ? ReviewPeriod : FailurePeriod);
        }
    }

    // Nodes that were lost with the scheduler need not come up first, one by one: what is stored of them is enough to begin with. Whatever changes from now on, they tell.
    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var reading = _parts.ListAsync(NodeState.Name, cancellationToken);
        var listing = _services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Node" }, cancellationToken);
        await Task.WhenAll(reading, listing);
        var nodes = await listing;
        var pods = (await reading).ToLookup(part => part.GrainKey, part => ResourceJson.Deserialize<Binding>(part.Payload.Span), StringComparer.Ordinal);
        foreach (var node in nodes.Items)
        {
            var state = new NodeState { Resource = ResourceJson.Deserialize<Node>(node.Document.Span), Bindings = [.. pods[GrainKey.Node(node.Key.Name)]] };
            var view = Bindings.View(state);
            _view.Restore(view);
            if (!view.AllocatableExtended.IsEmpty)
            {
                // What is left of its devices the node alone knows.
                _view.Suspect(view.Name);
            }
        }
    }

    private async Task ReadNodesAsync(CancellationToken cancellationToken)
    {
        var nodes = await _services.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Node" }, cancellationToken);
        foreach (var node in nodes.Items)
        {
            _view.Doubt(node.Key.Name);
        }
    }

    // One-way: a pod that misses it asks again by itself.
    private void WakePod(string ns, string name) => _ = GrainFactory.GetGrain<IPodGrain>(GrainKey.Pod(ns, name)).Wake();
}
