using Orchestrator.Agent.Reporting;
using Orchestrator.Agent.Streams;
using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// One pod on this node, from its acceptance until nothing of it is left. It looks at what is there, asks <see cref="PodPlanner"/> what each container does next, begins
/// those steps, and looks again when one of them ends or anything else happens: so it does not matter where it was interrupted, or by what.
/// </summary>
internal sealed partial class PodWorker : IDisposable
{
    private readonly AgentServices _services;
    private readonly PodScope _scope;
    private readonly PodSlots _slots;
    private readonly PodSteps _steps;
    private readonly RunProbes _probes;
    private readonly PodInbox _inbox;
    private readonly PodReporter _reporter;
    private readonly RunReader _runs;
    private readonly DateTimeOffset _acceptedAt;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    private long _revision;
    private Outage? _outage;
    private bool _lookAtAll;
    private bool _unbound;
    private DateTimeOffset? _unboundKillAt;
    private VolumesView _volumes;
    private PodFailure? _failure;
    private bool _admitted;
    private int _engineFailures;

    /// <summary>Makes a worker for a pod.</summary>
    /// <param name="services">What all pods share.</param>
    /// <param name="assignment">The pod.</param>
    /// <param name="nothingThere">Whether it is certain that the engine has nothing of the pod, so that it need not be asked.</param>
    public PodWorker(AgentServices services, PodAssignment assignment, bool nothingThere)
    {
        var pod = assignment.Pod;
        _services = services;
        _revision = assignment.Revision;
        _inbox = new PodInbox(lookAtAll: !nothingThere);
        _scope = new PodScope(services, pod, _inbox.Configured) { Devices = assignment.Devices };
        _slots = new PodSlots(_scope);
        _steps = new PodSteps(_scope, _inbox.Wake);
        _probes = new RunProbes(_scope, _inbox.Wake);
        _runs = new RunReader(services.Engine);
        _volumes = new VolumesView(Ready: pod.Spec.Volumes.IsEmpty);
        _acceptedAt = pod.Status?.StartTime ?? _scope.BegunAt;
        Binding = new PodBinding(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid);
        _reporter = new PodReporter(services.ControlPlane, Binding, services.Clock, services.Log) { NotBoundHere = _inbox.Unbind };
    }

    /// <summary>Which pod this is.</summary>
    public PodBinding Binding { get; }

    /// <summary>The pod as it is now.</summary>
    public Pod Pod => _scope.Pod;

    /// <summary>Ends with the pod's work.</summary>
    public Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>The ids of what runs of the pod, as last seen, its sandbox included.</summary>
    public IEnumerable<string> RunningIds => _slots.All.SelectMany(slot => slot.View.Runs).Where(run => run.State == RunState.Running).Select(run => run.Id);

    /// <summary>What is known of a container of the pod; null where it has none of this name.</summary>
    public ContainerView? Find(string container) => container.Length == 0 ? null : _slots.Find(container)?.View;

    /// <summary>The address at which the pod is reached; null where there is none yet.</summary>
    public string? Address => _scope.ReachedAt;

    /// <summary>The pod as those see it who read from it and write to it.</summary>
    public PodHere Here => new() { Pod = Pod, Address = Address, Statuses = [.. _slots.Containers.Select(slot => slot.Status).OfType<ContainerStatus>()] };

    /// <summary>The images that the pod needs, as it names them.</summary>
    public IEnumerable<string> Images => Pod.Spec.InitContainers.Concat(Pod.Spec.Containers).Select(container => container.Image ?? "");

    /// <summary>Whether the node has decided to end the pod.</summary>
    public bool Failed => _failure is not null;

    /// <summary>Whether the control plane has taken all that there is to say of the pod.</summary>
    public bool Told => _reporter.IsIdle;

    /// <summary>Reports again what was reported last.</summary>
    public void TellAgain() => _reporter.Repeat();

    /// <summary>Takes the pod as it is now.</summary>
    public void Accept(PodAssignment assignment) => _inbox.Put(assignment);

    /// <summary>The engine was away: nothing that was seen before may be relied on.</summary>
    public void LookAtAll(Outage? outage) => _inbox.LookAtAll(outage);

    /// <summary>A container of the pod may have changed.</summary>
    public void Changed(ContainerEvent happened)
    {
        _inbox.Changed(happened.ContainerId);
        if (happened.Type == ContainerEventType.OutOfMemory)
        {
            // The process that was killed may be a child whose parent goes on, so that nothing else would tell of it.
            var name = happened.Labels.GetValueOrDefault(ContainerLabels.Container, "");
            _services.Events.Warning(_scope.Pod, "OOMKilling", $"Container {name} reached its memory limit, and the kernel killed a process of it");
        }
    }

    /// <summary>The pod is not bound here: what there is of it has to go.</summary>
    public void Unbind() => _inbox.Unbind();

    /// <summary>The node ends the pod as failed: what runs of it is stopped, and what is left of it stays. The first such reason counts.</summary>
    public void Fail(PodFailure failure) => _inbox.Fail(failure);

    /// <inheritdoc/>
    public void Dispose()
    {
        _probes.Dispose();
        _reporter.Dispose();
        _scope.Dispose();
    }

    /// <summary>Works until nothing of the pod is left and the control plane knows, or until cancelled; then the containers go on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reports = _reporter.RunAsync(stop.Token);
        try
        {
            while (!await TurnAsync(stop.Token))
            {
            }

            await (_unbound ? Task.CompletedTask : _reporter.Finished.Task.WaitAsync(cancellationToken));
        }
        finally
        {
            await stop.CancelAsync();
            await PodSteps.EndAsync(_slots.All);
            await reports.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One look, and the steps that follow from it; true when nothing of the pod is left.
    private async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (!await TryLookAsync(cancellationToken))
        {
            return false;
        }

        var now = _services.Clock.GetUtcNow();
        var plan = PodPlanner.Plan(View(), now);
        if (plan.Stage is not (PodStage.Initializing or PodStage.Running))
        {
            // What is ending or over goes on with the files that it has. Whoever hears that it is over may count on nothing being asked for it any more.
            _scope.Configuration.Forget();
        }

        Publish(plan, removed: false);
        _probes.Follow(_slots.Containers, plan.Stage);
        if (plan.Stage == PodStage.Gone && !_slots.IsBusy)
        {
            return await FinishAsync(plan, cancellationToken);
        }

        if (plan.PrepareVolumes)
        {
            await PrepareVolumesAsync(cancellationToken);
            return false;
        }

        await RefreshVolumesAsync(plan.Stage, cancellationToken);
        _steps.Begin(_slots.All, plan, cancellationToken);
        await WaitAsync(Earliest(_slots.Earliest(plan.WakeAt), plan.Stage), cancellationToken);
        return false;
    }

    private PodView View()
    {
        var sandbox = _slots.Join();
        var pod = _scope.Pod;
        return new PodView
        {
            Spec = pod.Spec,
            Containers = [.. _slots.Containers.Select(slot => slot.View)],
            Sandbox = sandbox,
            Volumes = _volumes,
            AcceptedAt = _acceptedAt,
            RemoveAt = RemoveAt(),
            Ended = PodLife.IsOver(pod.Status),
            Failure = _failure,
        };
    }

    // A pod that is deleted has the time that its deletion says; one that is not bound here has nobody left who waits for it.
    private DateTimeOffset? RemoveAt()
    {
        if (_scope.Pod.Metadata.DeletionTimestamp is { } end)
        {
            return end;
        }

        if (_unbound)
        {
            _unboundKillAt ??= _services.Clock.GetUtcNow() + PodGrace.Of(_scope.Pod.Spec);
        }

        return _unboundKillAt;
    }

    // Nothing of the pod is left on the engine. Its folder goes last, so that a life that is cut off here finds again what is still to do.
    private async Task<bool> FinishAsync(PodPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            _services.Volumes.Remove(Binding.Uid);
        }
        catch (VolumeException e)
        {
            _services.Events.Warning(_scope.Pod, "FailedUnmount", e.Message);
            await WaitAsync(_services.Clock.GetUtcNow() + PodSteps.Retry.Longest, cancellationToken);
            return false;
        }

        // Before it is told: whoever hears that the pod is gone may count on its address.
        _scope.ReturnAddress();
        Publish(plan, removed: true);
        return true;
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
            await arrived.NoLongerThanAsync(TimerWait.Bounded(left), _services.Clock, cancellationToken);
        }
    }
}
