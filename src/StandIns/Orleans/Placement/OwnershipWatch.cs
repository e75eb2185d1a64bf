using Microsoft.Extensions.Logging;
using Orleans.Networking;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>
/// Looks, after each change of the membership, for activations whose grains are owned elsewhere now, and ends them: what waits in their mailboxes is
/// passed on to the new owners. So many at once that the new owners can keep up with activating them. While a new owner cannot be heard, it is looked
/// again and again.
/// </summary>
internal sealed partial class OwnershipWatch(
    SiloStatusOracle oracle,
    ActivationCatalog catalog,
    GrainOwnership ownership,
    GrainPlacement placement,
    SiloConnections connections,
    TimeProvider timeProvider,
    TaskScheduler threads,
    ILogger<OwnershipWatch> logger) : IDisposable
{
    /// <summary>Why an activation ends whose grain moved.</summary>
    public static readonly DeactivationReason Moved = new(DeactivationReasonCode.RuntimeRequested, "Another silo owns the grain now.");

    private const int AtOnceMax = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan PauseUnheard = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private bool _isLooking;
    private bool _lookAgain;

    public void Start() => oracle.Changed += Look;

    public void Dispose() => oracle.Changed -= Look;

    private void Look(MembershipSnapshot snapshot)
    {
        connections.Bury(snapshot);
        Look();
    }

    private void Look()
    {
        lock (_gate)
        {
            _lookAgain = true;
            if (_isLooking)
            {
                return;
            }

            _isLooking = true;
        }

        _ = threads.RunAsync(LookAsync);
    }

    private async Task LookAsync()
    {
        while (TakeTurn())
        {
            try
            {
                if (!await EndMovedAsync())
                {
                    _ = threads.RunAsync(LookLaterAsync);
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogFailed(logger, exception);
            }
        }
    }

    private bool TakeTurn()
    {
        lock (_gate)
        {
            _isLooking = _lookAgain;
            _lookAgain = false;
            return _isLooking;
        }
    }

    // Its own task, so that a change of the membership meanwhile is not waited with.
    private async Task LookLaterAsync()
    {
        await Task.Delay(PauseUnheard, timeProvider);
        Look();
    }

    // False if it is not known of some whether they moved.
    private async Task<bool> EndMovedAsync()
    {
        var ended = 0;
        var unheard = new HashSet<SiloAddress>();
        foreach (var activation in catalog.Activations)
        {
            if (oracle.CurrentStatus != SiloStatus.Active)
            {
                // A silo that stops ends all of them itself.
                return true;
            }

            if (placement.StrategyOf(activation.GrainId.Type) is null && await IsOwnedElsewhereAsync(activation.GrainId, unheard))
            {
                activation.Deactivate(Moved);
                if (++ended % AtOnceMax == 0)
                {
                    await Task.Delay(Pause, timeProvider);
                }
            }
        }

        return unheard.Count == 0;
    }

    // A silo that cannot be heard takes over nothing, and is not waited for again and again.
    private async Task<bool> IsOwnedElsewhereAsync(GrainId grain, HashSet<SiloAddress> unheard)
    {
        var owner = ownership.Find(grain);
        while (owner.Silo is { } silo && !owner.IsCertain)
        {
            if (unheard.Contains(silo) || !await connections.HearAsync(silo))
            {
                unheard.Add(silo);
                return false;
            }

            owner = ownership.Find(grain);
        }

        return owner.Silo is not null && !oracle.SiloAddress.Equals(owner.Silo);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activations of grains that moved to other silos could not all be ended; the next change of the membership looks again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
