using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Reminders belong where their grains do.</summary>
internal sealed class PlacedReminders(GrainOwnership ownership, GrainPlacement placement, ILocalSiloDetails silo) : IReminderOwnership
{
    public async ValueTask<ReminderOwner> FindAsync(GrainId grain)
    {
        if (placement.StrategyOf(grain.Type) is { } strategy && placement.CanPlace(strategy))
        {
            try
            {
                return Of(placement.Known(grain) ?? await placement.PlaceAsync(grain, strategy, null), isCertain: true);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Whatever the director says against it, a call will say as well: so one silo has to make that call, and it is the one that the hash gives.
            }
        }

        var owner = ownership.Find(grain);
        return Of(owner.Silo, owner.IsCertain);
    }

    private ReminderOwner Of(SiloAddress? owner, bool isCertain) =>
        silo.SiloAddress.Equals(owner) ? ReminderOwner.Here : isCertain ? ReminderOwner.Elsewhere : ReminderOwner.ElsewherePerhaps;
}
