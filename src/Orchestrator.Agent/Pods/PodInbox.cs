using Orchestrator.Contracts;
using Orchestrator.Planning.Pods;

namespace Orchestrator.Agent.Pods;

/// <summary>What reaches a pod's worker from outside, gathered until the worker takes it. However much comes, the worker is woken once.</summary>
/// <param name="lookAtAll">Whether nothing is known yet of what the engine has of the pod.</param>
internal sealed class PodInbox(bool lookAtAll)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private TaskCompletionSource _signal = NewSignal();
    private PodAssignment? _assignment;
    private Outage? _outage;
    private bool _lookAtAll = lookAtAll;
    private PodFailure? _failure;
    private bool _unbound;
    private bool _configured;

    /// <summary>What was gathered.</summary>
    /// <param name="Assignment">The newest state of the pod, or null where there is no newer one.</param>
    /// <param name="LookAtAll">Whether all containers of the pod have to be looked at, not just the changed ones.</param>
    /// <param name="Outage">When the engine was not there, if that is why.</param>
    /// <param name="Changed">Containers that may have changed.</param>
    /// <param name="Unbound">Whether the pod is not bound here any more.</param>
    /// <param name="Failure">Why the node ends the pod, or null.</param>
    /// <param name="Configured">Whether ConfigMaps or Secrets of the pod have changed.</param>
    internal sealed record Content(
        PodAssignment? Assignment, bool LookAtAll, Outage? Outage, IReadOnlyList<string> Changed, bool Unbound, PodFailure? Failure, bool Configured);

    /// <summary>The newest state of the pod.</summary>
    public void Put(PodAssignment assignment) => Add(() =>
    {
        if (_assignment is null || assignment.Revision > _assignment.Revision)
        {
            _assignment = assignment;
        }
    });

    /// <summary>Nothing that was seen before may be relied on, because the engine was away for a time.</summary>
    public void LookAtAll(Outage? outage) => Add(() =>
    {
        _lookAtAll = true;
        _outage = outage ?? _outage;
    });

    /// <summary>A container of the pod may have changed.</summary>
    public void Changed(string containerId) => Add(() => _changed.Add(containerId));

    /// <summary>The pod is not bound here any more.</summary>
    public void Unbind() => Add(() => _unbound = true);

    /// <summary>The node ends the pod.</summary>
    public void Fail(PodFailure failure) => Add(() => _failure ??= failure);

    /// <summary>ConfigMaps or Secrets of the pod have changed.</summary>
    public void Configured() => Add(() => _configured = true);

    /// <summary>Something has happened that the worker knows where to find.</summary>
    public void Wake() => Add(() => { });

    /// <summary>Takes what was gathered.</summary>
    public Content Take()
    {
        lock (_lock)
        {
            var content = new Content(_assignment, _lookAtAll, _outage, [.. _changed.Order(StringComparer.Ordinal)], _unbound, _failure, _configured);
            (_assignment, _lookAtAll, _outage, _configured) = (null, false, null, false);
            _changed.Clear();
            if (_signal.Task.IsCompleted)
            {
                _signal = NewSignal();
            }

            return content;
        }
    }

    /// <summary>Completes when something is there.</summary>
    public Task Arrived
    {
        get
        {
            lock (_lock)
            {
                return _signal.Task;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(Action change)
    {
        lock (_lock)
        {
            change();
            _signal.TrySetResult();
        }
    }
}
