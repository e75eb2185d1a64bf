using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orchestrator.Agent;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;
using Orleans;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The agents of all nodes of a test: they keep what they are handed, and run and end pods in no time unless told not to.</summary>
public sealed class FakeAgents(IGrainFactory grains, TimeProvider clock) : INodeAgent
{
    private readonly ConcurrentDictionary<string, PodAssignment> _pods = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _startedOn = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _reporting = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();

    /// <summary>Nodes whose agent cannot be reached.</summary>
    public ConcurrentDictionary<string, bool> Away { get; } = new(StringComparer.Ordinal);

    /// <summary>Nodes whose agent takes pods and says nothing of them.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>Pods that were started on two nodes.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>The newest state of a pod that was handed over.</summary>
    public PodAssignment? Find(string uid) => _pods.GetValueOrDefault(uid);

    public void Accept(PodAssignment assignment)
    {
        var uid = assignment.Pod.Metadata.Uid;
        var node = assignment.Pod.Spec.NodeName!;
        _reporting.AddOrUpdate(node, 1, (_, reports) => reports + 1);
        if (Away.ContainsKey(node))
        {
            Reported(node);
            throw new NodeUnreachableException($"The agent of '{node}' is away.");
        }

        if (_startedOn.GetOrAdd(uid, node) != node)
        {
            _violations.Enqueue($"pod {uid} was started on {_startedOn[uid]} and on {node}");
        }

        var newest = _pods.AddOrUpdate(uid, assignment, (_, known) => known.Revision >= assignment.Revision ? known : assignment);
        if (Silent.ContainsKey(node))
        {
            Reported(node);
            return;
        }

        _ = Task.Run(() => ReportAsync(newest.Pod, node));
    }

    /// <summary>From now on a node's agent cannot be reached, and whatever it had begun to say has been heard.</summary>
    public Task LeaveAsync(string node)
    {
        Away[node] = true;
        return Eventually.True(() => Task.FromResult(_reporting.GetValueOrDefault(node) == 0), $"what {node} has said is heard");
    }

    /// <summary>Reports of a pod that its container is in this state.</summary>
    public async Task<ReportOutcome> ReportAsync(Pod pod, ContainerState state, string? node = null, int restarts = 0) =>
        await grains.GetGrain<IPodGrain>(GrainKey.Pod(pod.Metadata.Namespace, pod.Metadata.Name)).Report(Report(pod, node) with
        {
            Containers =
            [
                new ContainerStatus { Name = pod.Spec.Containers[0].Name, State = state, Ready = state.Running is not null, RestartCount = restarts },
            ],
        });

    /// <summary>Reports that nothing of a pod is left.</summary>
    public async Task<ReportOutcome> ReportRemovedAsync(Pod pod) =>
        await grains.GetGrain<IPodGrain>(GrainKey.Pod(pod.Metadata.Namespace, pod.Metadata.Name)).Report(Report(pod, null) with { Removed = true });

    private async Task ReportAsync(Pod pod, string node)
    {
        try
        {
            await ReportAsync(pod);
        }
        finally
        {
            Reported(node);
        }
    }

    private void Reported(string node) => _reporting.AddOrUpdate(node, 0, (_, reports) => reports - 1);

    // A report that is lost is sent again, as the agent does; the control plane of a test comes back.
    private async Task ReportAsync(Pod pod)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                await (pod.Metadata.DeletionTimestamp is null ? ReportAsync(pod, Running()) : ReportRemovedAsync(pod));
                return;
            }
            catch (Exception) when (tries < 99)
            {
                await Task.Delay(50);
            }
        }
    }

    private ContainerState Running() => new() { Running = new ContainerStateRunning { StartedAt = clock.GetUtcNow() } };

    private PodReport Report(Pod pod, string? node) => new()
    {
        Uid = pod.Metadata.Uid,
        NodeName = node ?? pod.Spec.NodeName!,
        PodIP = "10.0.0.2",
        HostIP = "127.0.0.1",
        AcceptedAt = clock.GetUtcNow(),
        Containers = ImmutableArray<ContainerStatus>.Empty,
    };
}
