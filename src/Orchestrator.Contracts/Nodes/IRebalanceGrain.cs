using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>Moves replicas from crowded nodes to one that has come or come back, where that is switched on.</summary>
public interface IRebalanceGrain : IGrainWithStringKey
{
    /// <summary>A node has become ready. Looks follow, one after another, until nothing is left to move.</summary>
    [OneWay]
    Task NodeBecameReady();
}
