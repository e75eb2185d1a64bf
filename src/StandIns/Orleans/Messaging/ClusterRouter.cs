using Orleans.Networking;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>
/// Brings calls to the silo that owns their grain, this one or another. Where the owner is known the call goes at once, so that calls of one grain to
/// another keep their order; where somebody has to be asked first (a placement director, a silo that was not heard yet) it goes when the answer is there.
/// </summary>
internal sealed class ClusterRouter(
    ActivationCatalog catalog,
    GrainClasses classes,
    GrainManifests manifests,
    GrainOwnership ownership,
    GrainPlacement placement,
    SiloConnections connections,
    MembershipCatchUp membership,
    SiloStatusOracle oracle,
    TimeProvider timeProvider,
    TaskScheduler threads) : ICallRouter
{
    // With the delays between them, a little longer than the loss of a silo takes to be decided.
    private const int RedirectsMax = 12;

    private static readonly TimeSpan RedirectDelay = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan RedirectDelayMax = TimeSpan.FromSeconds(1);

    private SiloAddress Local => oracle.SiloAddress;

    public bool IsHere(GrainId grain) => catalog.Find(grain) is not null || Local.Equals(OwnerNow(grain)?.Silo);

    public void Dispatch(Invocation call)
    {
        if (call.Enumeration is { } enumeration)
        {
            DispatchStep(call, EnumerationName.SiloOf(enumeration));
        }
        else if (catalog.Find(call.TargetId) is not null)
        {
            Deliver(call);
        }
        else if (OwnerNow(call.TargetId) is { } owner)
        {
            Bring(call, owner);
        }
        else
        {
            // Others are asked outside of the caller's turns, which they must not hold up.
            _ = threads.RunAsync(() => AskAndBringAsync(call));
        }
    }

    /// <summary>Takes a call that came from elsewhere, by a version of the membership that may be newer than the one here.</summary>
    public void Receive(IncomingCall call)
    {
        if (call.Version > oracle.Snapshot.Version)
        {
            _ = threads.RunAsync(() => CatchUpAndDispatchAsync(call, call.Version, TimeSpan.Zero));
        }
        else
        {
            Dispatch(call);
        }
    }

    public void Redirect(Invocation call, int version)
    {
        if (call.IsAbandoned)
        {
            return;
        }

        if (++call.Redirects > RedirectsMax)
        {
            call.Reject(new SiloUnavailableException($"The silo that owns {call.TargetId} was not found: the cluster does not agree on it, or is changing."));
            return;
        }

        var delay = Math.Min(RedirectDelay.TotalMilliseconds * Math.Pow(2, call.Redirects - 1), RedirectDelayMax.TotalMilliseconds);
        _ = threads.RunAsync(() => CatchUpAndDispatchAsync(call, version, TimeSpan.FromMilliseconds(delay)));
    }

    // The steps of an enumeration go to where it runs, whoever owns the grain meanwhile.
    private void DispatchStep(Invocation call, SiloAddress silo)
    {
        if (!Local.Equals(silo))
        {
            connections.Send(silo, call);
        }
        else if (catalog.Find(call.TargetId) is { } activation)
        {
            call.Prepare(activation.Class);
            if (!activation.Mailbox.TryReceive(call))
            {
                call.Reject(GrainEnumerations.Gone(call.TargetId));
            }
        }
        else
        {
            call.Reject(GrainEnumerations.Gone(call.TargetId));
        }
    }

    // The owner, if it is known without asking anybody.
    private GrainOwner? OwnerNow(GrainId grain)
    {
        if (placement.StrategyOf(grain.Type) is not null)
        {
            return placement.Known(grain) is { } placed ? new GrainOwner(placed, true) : null;
        }

        var owner = ownership.Find(grain);
        return owner.IsCertain ? owner : null;
    }

    private void Bring(Invocation call, GrainOwner owner)
    {
        if (owner.Silo is not { } silo)
        {
            RejectUnowned(call);
        }
        else if (Local.Equals(silo))
        {
            Deliver(call);
        }
        else if (call.MayBePassedOn)
        {
            connections.Send(silo, call);
        }
        else
        {
            call.SayElsewhere(oracle.Snapshot.Version);
        }
    }

    private void RejectUnowned(Invocation call)
    {
        // A silo that is not active yet, or no longer, may be the last: then that is the reason.
        catalog.RequireOpen(call.TargetId);
        call.Reject(new OrleansException($"No live silo can run the grain {call.TargetId}: none has its class."));
    }

    private void Deliver(Invocation call)
    {
        var grainClass = classes.Find(call.TargetId.Type);
        if (grainClass is null || manifests.Hosts(Local, call.TargetId.Type) == false)
        {
            call.Reject(new OrleansException($"The grain {call.TargetId} is placed on the silo {Local}, which does not host its class."));
            return;
        }

        call.Prepare(grainClass);
        var isNew = catalog.Find(call.TargetId) is null;

        // An activation leaves the catalog before its mailbox ends, so the next look finds or makes another.
        Activation? activation;
        do
        {
            activation = catalog.GetOrCreate(call.TargetId, grainClass);
        }
        while (activation?.Mailbox.TryReceive(call) == false);
        if (activation is null)
        {
            BringElsewhere(call);
            return;
        }

        // The membership may have changed since the owner was found, and those who look for what moved may have looked already.
        if (isNew && placement.StrategyOf(call.TargetId.Type) is null && ownership.Find(call.TargetId) is { IsCertain: true, Silo: { } owner } && !Local.Equals(owner))
        {
            catalog.Find(call.TargetId)?.Deactivate(OwnershipWatch.Moved);
        }
    }

    // A silo that stops makes no activation. The one that was here when the call came may have ended since: then the grain is another silo's.
    private void BringElsewhere(Invocation call)
    {
        if (Local.Equals(OwnerNow(call.TargetId)?.Silo))
        {
            catalog.RequireOpen(call.TargetId);
        }

        Dispatch(call);
    }

    private async Task AskAndBringAsync(Invocation call)
    {
        try
        {
            Bring(call, new GrainOwner(await AskOwnerAsync(call), true));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            call.Reject(exception);
        }
    }

    private async Task<SiloAddress?> AskOwnerAsync(Invocation call)
    {
        // Each round hears one silo more, or finds a membership in which one is less.
        for (var round = 0; round <= oracle.Snapshot.Rows.Length; round++)
        {
            var owner = ownership.Find(call.TargetId);
            var strategy = placement.StrategyOf(call.TargetId.Type);
            if (strategy is not null && (placement.CanPlace(strategy) || owner.Silo is null || Local.Equals(owner.Silo)))
            {
                return await placement.PlaceAsync(call.TargetId, strategy, call.Context);
            }

            if (owner.IsCertain)
            {
                // Without a director here, any silo that has the class can ask its own.
                call.IsLeftToOthers = strategy is not null;
                return owner.Silo;
            }

            if (!await connections.HearAsync(owner.Silo!))
            {
                await membership.TryRefreshAsync();
            }
        }

        throw new SiloUnavailableException($"The silo that owns {call.TargetId} could not be reached.");
    }

    private async Task CatchUpAndDispatchAsync(Invocation call, int version, TimeSpan delay)
    {
        try
        {
            await membership.EnsureAsync(version);
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, timeProvider);
            }

            if (!call.IsAbandoned)
            {
                Dispatch(call);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            call.Reject(exception);
        }
    }
}
