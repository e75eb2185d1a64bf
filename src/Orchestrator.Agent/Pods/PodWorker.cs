using Orchestrator.Agent.Addresses;
using Orchestrator.Agent.Reporting;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// One pod on this node, from its acceptance until nothing of it is left. It looks at what is there, asks <see cref="ContainerPlanner"/> for the next step, takes
/// it, and looks again: so it does not matter where it was interrupted, or by what.
/// </summary>
internal sealed partial class PodWorker : IDisposable
{
    private static readonly TimeSpan EngineRetryFirst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan EngineRetryLongest = TimeSpan.FromSeconds(5);

    private readonly AgentServices _services;
    private readonly PodInbox _inbox;
    private readonly PodReporter _reporter;
    private readonly DateTimeOffset _acceptedAt;
    private readonly DateTimeOffset _begunAt;

    private Pod _pod;
    private long _revision;
    private ContainerView _view;
    private ContainerStatus? _status;
    private AddressPool? _addresses;
    private string? _address;
    private string? _backedOffAfter;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private Outage? _outage;
    private bool _lookAtAll;
    private bool _unbound;
    private int _engineFailures;

    /// <summary>Makes a worker for a pod.</summary>
    /// <param name="services">What all pods share.</param>
    /// <param name="assignment">The pod.</param>
    /// <param name="nothingThere">Whether it is certain that the engine has nothing of the pod, so that it need not be asked.</param>
    public PodWorker(AgentServices services, PodAssignment assignment, bool nothingThere)
    {
        _inbox = new PodInbox(lookAtAll: !nothingThere);
        _services = services;
        _pod = assignment.Pod;
        _revision = assignment.Revision;
        _status = _pod.Status?.ContainerStatuses.FirstOrDefault();
        _view = new ContainerView { StartedAttempt = StartedAttempt(_status) };
        _begunAt = services.Clock.GetUtcNow();
        _acceptedAt = _pod.Status?.StartTime ?? _begunAt;
        Binding = new PodBinding(_pod.Metadata.Namespace, _pod.Metadata.Name, _pod.Metadata.Uid);
        _reporter = new PodReporter(services.ControlPlane, Binding, services.Clock, services.Log) { NotBoundHere = _inbox.Unbind };
    }

    /// <summary>Which pod this is.</summary>
    public PodBinding Binding { get; }

    /// <summary>Ends with the pod's work.</summary>
    public Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>The runs that there are, the newest last, as last seen.</summary>
    public ContainerView View => Volatile.Read(ref _view);

    /// <summary>The only container of the pod.</summary>
    public Container Container => _pod.Spec.Containers[0];

    /// <summary>The images that the pod needs, as it names them.</summary>
    public IEnumerable<string> Images => _pod.Spec.InitContainers.Concat(_pod.Spec.Containers).Select(container => container.Image ?? "");

    private string Policy => _pod.Spec.RestartPolicy ?? RestartPolicy.Always;

    private bool Ending => _unbound || _pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Takes the pod as it is now.</summary>
    public void Accept(PodAssignment assignment) => _inbox.Put(assignment);

    /// <summary>The engine was away: nothing that was seen before may be relied on.</summary>
    public void LookAtAll(Outage? outage) => _inbox.LookAtAll(outage);

    /// <summary>A container of the pod may have changed.</summary>
    public void Changed(string containerId) => _inbox.Changed(containerId);

    /// <summary>The pod is not bound here: what there is of it has to go.</summary>
    public void Unbind() => _inbox.Unbind();

    /// <inheritdoc/>
    public void Dispose() => _reporter.Dispose();

    /// <summary>Works until nothing of the pod is left and the control plane knows, or until cancelled; then the containers go on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reports = _reporter.RunAsync(stop.Token);
        try
        {
            while (!await StepAsync(cancellationToken))
            {
            }

            await (_unbound ? Task.CompletedTask : _reporter.Finished.Task.WaitAsync(cancellationToken));
        }
        finally
        {
            await stop.CancelAsync();
            await reports.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One look and one step; true when nothing of the pod is left.
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TakeInboxAsync(cancellationToken);
            var now = _services.Clock.GetUtcNow();
            var step = Ending ? ContainerPlanner.End(_view, KillAt(now), now) : ContainerPlanner.Next(Policy, _view, now);
            Publish(removed: step is ContainerStep.Gone);
            SayBackoff();
            if (step is ContainerStep.Gone)
            {
                ReturnAddress();
                return true;
            }

            await TakeAsync(step, cancellationToken);
            _engineFailures = 0;
        }
        catch (EngineException e)
        {
            // Whatever failed half way is looked at again as a whole.
            _lookAtAll = true;
            _engineFailures++;
            AgentTelemetry.EngineFailures.Add(1, new KeyValuePair<string, object?>("fault", e.Fault.ToString()));
            var delay = EngineRetryFirst * (1 << Math.Min(_engineFailures - 1, 10));
            if (e.Fault == EngineFault.Unavailable)
            {
                // The agent itself says that the engine is away, once and not for every pod.
                LogEngineAway(_services.Log, e, Binding.Namespace, Binding.Name);
            }
            else
            {
                LogEngineFailed(_services.Log, e, Binding.Namespace, Binding.Name, e.Fault);
            }

            await WaitAsync(_services.Clock.GetUtcNow() + (delay < EngineRetryLongest ? delay : EngineRetryLongest), cancellationToken);
        }

        return false;
    }

    private async Task TakeInboxAsync(CancellationToken cancellationToken)
    {
        var content = _inbox.Take();
        _unbound |= content.Unbound;
        if (content.Assignment is { } assignment && assignment.Revision > _revision)
        {
            (_pod, _revision) = (assignment.Pod, assignment.Revision);
        }

        _outage = content.Outage ?? _outage;
        _lookAtAll |= content.LookAtAll;
        _changed.UnionWith(content.Changed);
        if (_lookAtAll)
        {
            await ObserveAsync(cancellationToken);
        }

        foreach (var id in _changed.Order(StringComparer.Ordinal).ToList())
        {
            await RefreshAsync(id, cancellationToken);
        }
    }

    // Only a whole look may say that something is not there, so nothing is made before the first one.
    private async Task ObserveAsync(CancellationToken cancellationToken)
    {
        if (!Ending)
        {
            _addresses ??= await _services.Network.AddressesAsync(cancellationToken);
        }

        var labels = ContainerLabels.OfNode(_services.Options);
        labels[ContainerLabels.PodUid] = Binding.Uid;
        var containers = await _services.Engine.ListContainersAsync(labels, cancellationToken);
        SetRuns(Runs.Of(containers, _outage));
        _address ??= containers.Select(container => container.Labels.GetValueOrDefault(ContainerLabels.PodAddress)).FirstOrDefault(label => label is not null);
        (_lookAtAll, _outage) = (false, null);
        _changed.Clear();
    }

    private async Task RefreshAsync(string id, CancellationToken cancellationToken)
    {
        var found = await _services.Engine.FindContainerAsync(id, cancellationToken);
        var others = _view.Runs.Where(run => run.Id != id);
        _changed.Remove(id);
        SetRuns([.. (found is null ? others : others.Append(Runs.Of(found, null))).OrderBy(run => run.Attempt)]);
    }

    private void SetRuns(System.Collections.Immutable.ImmutableArray<ContainerRun> found)
    {
        System.Collections.Immutable.ImmutableArray<ContainerRun> runs = [.. found.Select(WithKnownCause)];
        var started = runs.LastOrDefault(run => run.StartedAt is not null || run.State == RunState.StartFailed)?.Attempt;
        var newest = _view.StartedAttempt is { } known && started is { } seen ? Math.Max(known, seen) : started ?? _view.StartedAttempt;
        Volatile.Write(ref _view, _view with { Runs = runs, StartedAttempt = newest });
    }

    // The engine's outage is known to the first look after it only; what that look found out holds for every later one.
    private ContainerRun WithKnownCause(ContainerRun run)
    {
        var known = _view.Runs.FirstOrDefault(known => known.Id == run.Id);
        return known is { EndedByEngine: true } && known.FinishedAt == run.FinishedAt ? run with { EndedByEngine = true, Message = known.Message } : run;
    }

    private DateTimeOffset KillAt(DateTimeOffset now)
    {
        // A pod that is not bound here has nobody left to wait for; one that is deleted has the time that its deletion says.
        var end = _pod.Metadata.DeletionTimestamp;
        return end ?? (_unbound ? now + TimeSpan.FromSeconds(_pod.Spec.TerminationGracePeriodSeconds ?? 30) : DateTimeOffset.MaxValue);
    }

    // Once for each run: a container that ends again and again is otherwise told of by its status alone.
    private void SayBackoff()
    {
        if (_view.Runs.IsEmpty || _view.Runs[^1].Id == _backedOffAfter || _status?.State.Waiting is not { Reason: ContainerReason.CrashLoopBackOff } waiting)
        {
            return;
        }

        _backedOffAfter = _view.Runs[^1].Id;
        _services.Events.Warning(_pod, "BackOff", $"Container {Container.Name}: {waiting.Message}");
    }

    private void Publish(bool removed)
    {
        _status = ContainerStatusPlanner.Describe(Container, Policy, _view, _status, _services.Clock.GetUtcNow());
        var nothingToSay = _view.Runs.IsEmpty && _view.Setback is null && _view.StartedAttempt is null;
        if (_unbound || (nothingToSay && !removed))
        {
            return;
        }

        _reporter.Publish(new PodReport
        {
            Uid = Binding.Uid,
            NodeName = _services.Options.NodeName,
            HostIP = _services.HostAddress,
            PodIP = _address,
            AcceptedAt = _acceptedAt,
            Containers = [_status],
            Removed = removed,
        });
    }

    private void ReturnAddress()
    {
        if (_address is not null)
        {
            _services.Network.Addresses?.Return(_address);
            _address = null;
        }
    }

    private async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var arrived = _inbox.Arrived;
        if (until is not { } end)
        {
            await arrived.WaitAsync(cancellationToken);
            return;
        }

        var left = end - _services.Clock.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(arrived, Task.Delay(left, _services.Clock, stop.Token));
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static int? StartedAttempt(ContainerStatus? status)
    {
        var started = status is not null
            && (status.State.Running is not null || status.State.Terminated is not null || status.LastState.Terminated is not null || status.RestartCount > 0);
        return started ? status!.RestartCount : null;
    }
}
