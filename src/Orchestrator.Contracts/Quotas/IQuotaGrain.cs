using Orleans;
using Orleans.Concurrency;

namespace Orchestrator.Contracts;

/// <summary>Has the status of each ResourceQuota say what its account says. It stores nothing: what is to be done, the accounts say.</summary>
public interface IQuotaGrain : IGrainWithStringKey
{
    /// <summary>Looks now and from time to time.</summary>
    Task Start();

    /// <summary>Somebody has written a ResourceQuota.</summary>
    [OneWay]
    Task LookAgain();
}
