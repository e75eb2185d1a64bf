using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>What this silo last read of the membership table. Whoever listens is told in order, and by the container's scheduler.</summary>
internal sealed partial class SiloStatusOracle(ILocalSiloDetails silo, TaskScheduler scheduler, ILogger<SiloStatusOracle> logger) : ISiloStatusOracle
{
    private readonly Lock _gate = new();
    private volatile MembershipSnapshot _snapshot = new(0, []);
    private volatile SiloStatus _status = SiloStatus.Created;
    private ImmutableList<ISiloStatusListener> _listeners = [];
    private Task _told = Task.CompletedTask;

    /// <summary>A newer version of the table was read. Called in order, one version at a time; whoever listens must return soon.</summary>
    public event Action<MembershipSnapshot>? Changed;

    /// <summary>The table as it was last read.</summary>
    public MembershipSnapshot Snapshot => _snapshot;

    public SiloStatus CurrentStatus
    {
        get => _status;
        set => _status = value;
    }

    public string SiloName => silo.Name;

    public SiloAddress SiloAddress => silo.SiloAddress;

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => GetApproximateSiloStatuses().GetValueOrDefault(siloAddress);

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false)
    {
        // The row of this silo can be behind what it is.
        var statuses = _snapshot.Rows.ToDictionary(row => row.Address, row => row.Status);
        statuses[SiloAddress] = CurrentStatus;
        return onlyActive ? statuses.Where(pair => pair.Value == SiloStatus.Active).ToDictionary() : statuses;
    }

    public bool TryGetSiloName(SiloAddress siloAddress, out string? siloName)
    {
        ArgumentNullException.ThrowIfNull(siloAddress);
        siloName = siloAddress.Equals(SiloAddress) ? SiloName : _snapshot.Find(siloAddress)?.SiloName;
        return siloName is not null;
    }

    public bool IsDeadSilo(SiloAddress silo) => GetApproximateSiloStatus(silo) == SiloStatus.Dead;

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ImmutableInterlocked.Update(ref _listeners, list => list.Contains(observer) ? list : list.Add(observer));
    }

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ImmutableInterlocked.Update(ref _listeners, list => list.Remove(observer));
    }

    /// <summary>Takes over what was read, unless something newer is known; the task ends when whoever listens was told.</summary>
    public Task UpdateAsync(MembershipSnapshot snapshot)
    {
        lock (_gate)
        {
            // At one version all rows say the same, but for when they were renewed.
            if (snapshot.Version > _snapshot.Version)
            {
                var before = _snapshot;
                _snapshot = snapshot;

                // Tasks that follow one another on one scheduler keep the order without holding a lock while somebody else's code runs.
                _told = _told.ContinueWith(
                    _ => Tell(before, snapshot), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, scheduler);
            }

            return _told;
        }
    }

    private void Tell(MembershipSnapshot before, MembershipSnapshot after)
    {
        Guard(() => Changed?.Invoke(after));
        var known = before.Rows.ToDictionary(row => row.Address, row => row.Status);
        foreach (var row in after.Rows.Where(row => known.GetValueOrDefault(row.Address) != row.Status))
        {
            foreach (var listener in _listeners)
            {
                Guard(() => listener.SiloStatusChangeNotification(row.Address, row.Status));
            }
        }
    }

    // One who fails must not keep the others from being told.
    private void Guard(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogListenerFailed(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whoever was told of a change of the membership failed; the others are told.")]
    private static partial void LogListenerFailed(ILogger logger, Exception exception);
}
