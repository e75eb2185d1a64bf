using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>A Node: what it has, what is bound to it, and whether it is healthy. It alone decides what fits.</summary>
public interface INodeGrain : IResourceGrain<Node>
{
    /// <summary>The node's agent says what its machine is and has. Creates the Node where there is none.</summary>
    Task Register(NodeRegistration registration);

    /// <summary>The node's agent is alive, and this is how the machine is. The lease in the answer counts from when this was sent.</summary>
    Task<NodeLease> Heartbeat(NodeHeartbeat heartbeat);

    /// <summary>The cluster's membership has news of the node's silo, or its pods may leave now: look again.</summary>
    [OneWay]
    Task LookAgain();

    /// <summary>Admits a pod, or says why not. Admitting twice the same uid is once. What is admitted is stored before this answers.</summary>
    [AlwaysInterleave]
    Task<Admission> Bind([Immutable] PodDemand pod);

    /// <summary>The labels of a pod that is admitted here are others now: schedulers select pods by them. Repeating it changes nothing.</summary>
    [AlwaysInterleave]
    Task Relabel(string podUid, ImmutableSortedDictionary<string, string> labels);

    /// <summary>A pod has ended: what it was admitted with is given back, and it stays listed, because its output is still here. Repeating it changes nothing.</summary>
    /// <param name="podUid">The pod.</param>
    /// <param name="succeeded">Whether it has done its work.</param>
    [AlwaysInterleave]
    Task Finish(string podUid, bool succeeded);

    /// <summary>A pod is gone: what it was admitted with is given back, and it is forgotten. Repeating it changes nothing.</summary>
    [AlwaysInterleave]
    Task Release(string podUid);

    /// <summary>All pods that are admitted here.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<PodBinding>> ListBindings();

    /// <summary>How long ago the node's agent was last heard here; null where it was not heard since this activation began.</summary>
    [AlwaysInterleave]
    Task<TimeSpan?> Silence();

    /// <summary>What a scheduler needs to know of the node, or null where there is no such Node.</summary>
    [AlwaysInterleave]
    Task<NodeView?> View();

    /// <summary>What has become of the node since a look at it.</summary>
    /// <param name="mark">What the last look gave; null for all of it. One that is not known any more gives all of it, too.</param>
    [AlwaysInterleave]
    Task<NodeDelta> ViewSince(string? mark);
}
