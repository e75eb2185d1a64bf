using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>Keeps the status of PodDisruptionBudgets, and says whether a pod may be evicted. It stores nothing of its own: a budget's stored status is the account.</summary>
public interface IDisruptionGrain : IGrainWithStringKey
{
    /// <summary>Looks now and from time to time.</summary>
    Task Start();

    /// <summary>Somebody has written a PodDisruptionBudget.</summary>
    [OneWay]
    Task LookAgain();

    /// <summary>Takes the eviction of a pod from its budget, where it has one. It looks at the pods as they are stored now, whatever the status says.</summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">Its name.</param>
    /// <param name="dryRun">Whether it is only tried.</param>
    /// <exception cref="ApiException">429: the budget would be violated. 500: the pod has several budgets.</exception>
    [AlwaysInterleave]
    Task AllowEviction(string ns, string pod, bool dryRun);

    /// <summary>Takes pods that are to make room for others from their budgets, all of them or none; false where a budget does not allow it.</summary>
    [AlwaysInterleave]
    Task<bool> AllowDisplacement(ImmutableArray<PodBinding> pods);
}
