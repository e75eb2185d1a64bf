using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>A control plane in memory: the pods that are bound to a node, and what is reported of them. It can be away.</summary>
public sealed class MemoryControlPlane(TimeProvider clock) : IControlPlane
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PodAssignment> _pods = new(StringComparer.Ordinal);
    private readonly List<PodReport> _reports = [];
    private readonly List<DateTimeOffset> _registeredAt = [];
    private bool _away;

    /// <summary>Whether it cannot be reached.</summary>
    public bool Away
    {
        get => Volatile.Read(ref _away);
        set => Volatile.Write(ref _away, value);
    }

    /// <summary>Answers to the question for the bindings wait for this.</summary>
    public Task BindingsGate { get; set; } = Task.CompletedTask;

    /// <summary>How often the bindings were asked for.</summary>
    public int BindingsAsked { get; private set; }

    /// <summary>How often a pod was asked for.</summary>
    public int PodsAsked { get; private set; }

    /// <summary>The node as it was last registered.</summary>
    public NodeRegistration? Registration { get; private set; }

    /// <summary>The last sign of life.</summary>
    public NodeHeartbeat? Heartbeat { get; private set; }

    /// <summary>When the node asked to be registered, heard or not.</summary>
    public IReadOnlyList<DateTimeOffset> RegistrationsAskedAt
    {
        get
        {
            lock (_lock)
            {
                return [.. _registeredAt];
            }
        }
    }

    /// <summary>What signs of life are answered with.</summary>
    public NodeLease Lease { get; set; } = new(TimeSpan.FromDays(365), 0);

    /// <summary>All reports, in order.</summary>
    public IReadOnlyList<PodReport> Reports
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports];
            }
        }
    }

    /// <summary>A pod as the control plane has it; null where it is gone.</summary>
    public PodAssignment? Find(string uid)
    {
        lock (_lock)
        {
            return _pods.GetValueOrDefault(uid);
        }
    }

    /// <summary>The status of a pod's only container, as reported.</summary>
    public ContainerStatus? StatusOf(string uid) => Find(uid)?.Pod.Status.ContainerStatuses.FirstOrDefault();

    /// <summary>Binds a pod to the node.</summary>
    public PodAssignment Bind(Pod pod, params ImmutableArray<DeviceLease> devices)
    {
        lock (_lock)
        {
            return _pods[pod.Metadata.Uid] = new PodAssignment(pod, 1) { Devices = devices };
        }
    }

    /// <summary>Begins the deletion of a pod, or shortens its grace.</summary>
    public PodAssignment Delete(string uid, TimeSpan grace)
    {
        lock (_lock)
        {
            var (pod, revision) = _pods[uid];
            var metadata = pod.Metadata with { DeletionTimestamp = clock.GetUtcNow() + grace, DeletionGracePeriodSeconds = (long)grace.TotalSeconds };
            return _pods[uid] = _pods[uid] with { Pod = pod with { Metadata = metadata }, Revision = revision + 1 };
        }
    }

    /// <summary>A pod is changed.</summary>
    public PodAssignment Change(string uid, Func<Pod, Pod> change)
    {
        lock (_lock)
        {
            var (pod, revision) = _pods[uid];
            return _pods[uid] = _pods[uid] with { Pod = change(pod), Revision = revision + 1 };
        }
    }

    /// <summary>The pod is no longer bound here.</summary>
    public void Forget(string uid)
    {
        lock (_lock)
        {
            _pods.Remove(uid);
        }
    }

    public Task RegisterAsync(NodeRegistration registration)
    {
        lock (_lock)
        {
            _registeredAt.Add(clock.GetUtcNow());
        }

        return Reached(() => Registration = registration);
    }

    /// <summary>What signs of life are refused with; null where they are taken.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Nothing has been heard yet.</summary>
    public void ForgetHeartbeat() => Heartbeat = null;

    /// <summary>Somebody else changes what is stored of a pod.</summary>
    public void Overrule(string uid, Func<PodStatus, PodStatus> change)
    {
        lock (_lock)
        {
            var (pod, revision) = _pods[uid];
            _pods[uid] = _pods[uid] with { Pod = pod with { Status = change(pod.Status) }, Revision = revision + 1 };
        }
    }

    public Task<NodeLease> HeartbeatAsync(NodeHeartbeat heartbeat) => Reached(() =>
    {
        if (Refusal is { } refusal)
        {
            throw refusal;
        }

        Heartbeat = heartbeat;
        return Lease;
    });

    public async Task<ImmutableArray<PodBinding>> ListBindingsAsync()
    {
        BindingsAsked++;
        await BindingsGate;
        return await Reached(() => _pods.Values.Select(assignment => BindingOf(assignment.Pod)).ToImmutableArray());
    }

    public Task<PodAssignment?> FindPodAsync(PodBinding binding) => Reached(() =>
    {
        PodsAsked++;
        return _pods.GetValueOrDefault(binding.Uid);
    });

    public Task<ReportOutcome> ReportAsync(PodBinding pod, PodReport report) => Reached(() =>
    {
        _reports.Add(report);
        if (!_pods.TryGetValue(pod.Uid, out var assignment))
        {
            return ReportOutcome.NotBoundHere;
        }

        var stored = assignment.Pod;
        if (report.Removed && stored.Metadata.DeletionTimestamp is not null)
        {
            _pods.Remove(pod.Uid);
            return ReportOutcome.Accepted;
        }

        var status = PodStatusPlanner.Fold(stored, report.Observation(), clock.GetUtcNow());
        _pods[pod.Uid] = assignment with { Pod = stored with { Status = status }, Revision = assignment.Revision + 1 };
        return ReportOutcome.Accepted;
    });

    private static PodBinding BindingOf(Pod pod) => new(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid);

    private Task<T> Reached<T>(Func<T> call)
    {
        lock (_lock)
        {
            try
            {
                return Away ? throw new IOException("The control plane is away.") : Task.FromResult(call());
            }
            catch (Exception e)
            {
                return Task.FromException<T>(e);
            }
        }
    }
}
