using System.Collections.Concurrent;
using System.Net;
using Orleans.Runtime;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The membership, with silos beside the real one that a test declares dead or alive.</summary>
public sealed class HeardSilos(ISiloStatusOracle inner) : ISiloStatusOracle
{
    private readonly ConcurrentDictionary<SiloAddress, (string Name, SiloStatus Status)> _others = new();
    private readonly ConcurrentDictionary<ISiloStatusListener, bool> _listeners = new();
    private int _generation;

    public SiloStatus CurrentStatus => inner.CurrentStatus;

    public string SiloName => inner.SiloName;

    public SiloAddress SiloAddress => inner.SiloAddress;

    /// <summary>A new silo of this name has this status, and whoever listens hears of it.</summary>
    public void Say(string name, SiloStatus status)
    {
        var address = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), Interlocked.Increment(ref _generation));
        _others[address] = (name, status);
        foreach (var listener in _listeners.Keys)
        {
            listener.SiloStatusChangeNotification(address, status);
        }
    }

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) =>
        _others.TryGetValue(siloAddress, out var other) ? other.Status : inner.GetApproximateSiloStatus(siloAddress);

    // Nobody shall send anything to silos that are not there.
    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false)
    {
        var statuses = inner.GetApproximateSiloStatuses(onlyActive);
        if (!onlyActive)
        {
            foreach (var (address, other) in _others)
            {
                statuses[address] = other.Status;
            }
        }

        return statuses;
    }

    public bool TryGetSiloName(SiloAddress siloAddress, out string? siloName)
    {
        if (_others.TryGetValue(siloAddress, out var other))
        {
            siloName = other.Name;
            return true;
        }

        return inner.TryGetSiloName(siloAddress, out siloName);
    }

    public bool IsDeadSilo(SiloAddress silo) => GetApproximateSiloStatus(silo) == SiloStatus.Dead;

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => _listeners.TryAdd(observer, true) & inner.SubscribeToSiloStatusEvents(observer);

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => _listeners.TryRemove(observer, out _) & inner.UnSubscribeFromSiloStatusEvents(observer);
}
