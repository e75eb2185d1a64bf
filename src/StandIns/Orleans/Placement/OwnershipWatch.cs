using Microsoft.Extensions.Logging;
using Orleans.Networking;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>
/// Looks, after each change of the membership, for activations whose grains are owned elsewhere now, and ends them: what waits in their mailboxes is
/// passed on to the new owners. So many at once that the new owners can keep up with activating them.
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
    private const int AtOnceMax = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private bool _isLooking;
    private bool _lookAgain;

    public void Start() => oracle.Changed += Look;

    public void Dispose() => oracle.Changed -= Look;

    private void Look(MembershipSnapshot snapshot)
    {
        connections.Bury(snapshot);
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
                await EndMovedAsync();
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

    private async Task EndMovedAsync()
    {
        var ended = 0;
        foreach (var activation in catalog.Activations)
        {
            if (oracle.CurrentStatus != SiloStatus.Active)
            {
                // A silo that stops ends all of them itself.
                return;
            }

            if (placement.StrategyOf(activation.GrainId.Type) is null && await IsOwnedElsewhereAsync(activation.GrainId))
            {
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.RuntimeRequested, "Another silo owns the grain now."));
                if (++ended % AtOnceMax == 0)
                {
                    await Task.Delay(Pause, timeProvider);
                }
            }
        }
    }

    private async Task<bool> IsOwnedElsewhereAsync(GrainId grain)
    {
        var owner = ownership.Find(grain);
        while (owner.Silo is { } silo && !owner.IsCertain)
        {
            // A silo that cannot be heard takes over nothing.
            if (!await connections.HearAsync(silo))
            {
                return false;
            }

            owner = ownership.Find(grain);
        }

        return owner.Silo is not null && !oracle.SiloAddress.Equals(owner.Silo);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activations of grains that moved to other silos could not all be ended; the next change of the membership looks again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
