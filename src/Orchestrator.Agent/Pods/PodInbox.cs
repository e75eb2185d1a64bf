using Orchestrator.Containers;
using Orchestrator.Contracts;

namespace Orchestrator.Agent.Pods;

/// <summary>What reaches a pod's worker from outside, gathered until the worker takes it. However much comes, the worker is woken once.</summary>
internal sealed class PodInbox
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private TaskCompletionSource _signal = NewSignal();
    private PodAssignment? _assignment;
    private Observation? _observation;
    private bool _unbound;

    /// <summary>All containers of the pod that the engine has, seen at once.</summary>
    internal sealed record Observation(IReadOnlyList<ContainerInfo> Containers, Outage? Outage);

    /// <summary>What was gathered.</summary>
    internal sealed record Content(PodAssignment? Assignment, Observation? Observation, IReadOnlyList<string> Changed, bool Unbound);

    /// <summary>The newest state of the pod.</summary>
    public void Put(PodAssignment assignment) => Add(() =>
    {
        if (_assignment is null || assignment.Revision > _assignment.Revision)
        {
            _assignment = assignment;
        }
    });

    /// <summary>All that the engine has of the pod. It replaces single changes that came before.</summary>
    public void Put(Observation observation) => Add(() =>
    {
        _observation = observation;
        _changed.Clear();
    });

    /// <summary>A container of the pod may have changed.</summary>
    public void Changed(string containerId) => Add(() => _changed.Add(containerId));

    /// <summary>The pod is not bound here any more.</summary>
    public void Unbind() => Add(() => _unbound = true);

    /// <summary>Takes what was gathered.</summary>
    public Content Take()
    {
        lock (_lock)
        {
            var content = new Content(_assignment, _observation, [.. _changed.Order(StringComparer.Ordinal)], _unbound);
            (_assignment, _observation) = (null, null);
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
