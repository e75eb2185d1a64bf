using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>Finds nodes for pods. It only proposes; the node decides what it admits.</summary>
public interface ISchedulerGrain : IGrainWithStringKey
{
    /// <summary>Proposes a node for a pod, or says why there is none. A pod without a node is woken when that may have changed.</summary>
    Task<Placement> Place(PlacementRequest request);

    /// <summary>A node has more or less room than before, or other labels, or is new or gone: look at it again.</summary>
    [OneWay]
    Task NodeChanged(string nodeName);

    /// <summary>A pod is gone, or has left its node: no room is kept for it any more.</summary>
    [OneWay]
    Task Forget(string podUid);

    /// <summary>A pod that has a node is being deleted: it takes its room still, and is not counted any more where pods are spread.</summary>
    [OneWay]
    Task Leaving(string podUid);

    /// <summary>Looks at all nodes and wakes every pod that has none. Called when a silo starts; a reminder does the same.</summary>
    Task Resync();
}
