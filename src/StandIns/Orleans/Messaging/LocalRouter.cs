using System.Collections.Immutable;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>Brings calls to the activations of this silo.</summary>
internal sealed class LocalRouter(ActivationCatalog catalog, GrainPlacement placement, TaskScheduler threads) : ICallRouter
{
    public void Dispatch(GrainProxy target, Request request)
    {
        if (target.Class.Placement is { } strategy && catalog.Find(target.GrainId) is null)
        {
            // The director is asked outside of the caller's turns, which it must not hold up.
            var values = RequestContext.Values;
            _ = threads.RunAsync(() => PlaceAsync(target, request, strategy, values));
            return;
        }

        Deliver(target, request);
    }

    private void Deliver(GrainProxy target, Request request)
    {
        // An activation leaves the catalog before its mailbox ends, so the next look finds or makes another.
        while (!catalog.GetOrCreate(target.GrainId, target.Class).Mailbox.TryReceive(request))
        {
        }
    }

    private async Task PlaceAsync(GrainProxy target, Request request, PlacementStrategy strategy, ImmutableDictionary<string, object>? values)
    {
        try
        {
            await placement.RequireLocalAsync(target.GrainId, strategy, values);
            Deliver(target, request);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            request.Reject(exception);
        }
    }
}
