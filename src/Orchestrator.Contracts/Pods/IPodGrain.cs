using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Core;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>A Pod: one replica, from its placement to its end.</summary>
public interface IPodGrain : IResourceGrain<Pod>, IOwned
{
    /// <summary>What an owner needs to know of a pod, or null where there is none.</summary>
    Task<PodSummary?> Summarize();

    /// <summary>What a node's agent sees of the pod's containers. Stored where it changes something.</summary>
    Task<ReportOutcome> Report(PodReport report);

    /// <summary>Brings the pod to a node that somebody else than the scheduler has chosen.</summary>
    /// <exception cref="ApiException">404 where there is no such pod, 409 where it has a node, is being deleted, or the node does not take it.</exception>
    Task Bind(BindingOrder order);

    /// <summary>Begins the pod's end because it has to leave its node; nothing happens where it has begun, or the pod is another.</summary>
    Task Evict(EvictionOrder order);

    /// <summary>The pod's node is not heard of: the pod counts as not ready until it is.</summary>
    Task NodeIsNotReady(string uid);

    /// <summary>
    /// Nothing of the pod can come from its node any more: it is lost for good, or has certainly stopped what must not run twice. A pod that is being deleted goes; any
    /// other too where its Node is being removed.
    /// </summary>
    Task Abandon(string uid, bool nodeIsRemoved);

    /// <summary>Something that the pod waits for may have changed: look again.</summary>
    [OneWay]
    Task Wake();
}
