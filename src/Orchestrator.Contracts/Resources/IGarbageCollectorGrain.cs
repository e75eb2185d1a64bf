using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>
/// Deletes objects whose owners are gone, and lets owners go whose deletion waits for what they own, whatever the kinds. It stores nothing: what is to be done, the
/// stored objects say.
/// </summary>
public interface IGarbageCollectorGrain : IGrainWithStringKey
{
    /// <summary>Looks at everything, now and from time to time.</summary>
    Task Start();

    /// <summary>The object of this uid is gone, has begun to go, or has other owners: it and what it owns are looked at.</summary>
    [OneWay]
    Task Look(string uid);
}
