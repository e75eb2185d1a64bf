using System.Text;

namespace Orleans.Runtime;

/// <summary>The order in which silos observe one another: a ring, the same for all, in which silos of one machine or one rack are no neighbours.</summary>
internal static class SiloRing
{
    /// <summary>
    /// Whom a silo observes: the next ones in the ring, until as many were found that are not quiet. Where many are quiet it goes further, twice as far each time, so
    /// that nobody is unobserved for long because all of its observers died together.
    /// </summary>
    public static List<SiloAddress> Observed(MembershipSnapshot snapshot, SiloAddress observer, int count, Func<SiloAddress, bool> isQuiet)
    {
        var place = PlaceOf(observer);
        var ring = snapshot.Rows
            .Where(row => row.Status != SiloStatus.Dead && !row.Address.Equals(observer))
            .Select(row => (row.Address, Place: PlaceOf(row.Address)))
            .OrderBy(silo => silo.Place.CompareTo(place) < 0)
            .ThenBy(silo => silo.Place)
            .Select(silo => silo.Address);
        var observed = new List<SiloAddress>();
        var quiet = 0;
        foreach (var silo in ring)
        {
            if (observed.Count - quiet >= Math.Max(count, quiet))
            {
                break;
            }

            observed.Add(silo);
            quiet += isQuiet(silo) ? 1 : 0;
        }

        return observed;
    }

    /// <summary>A number for each silo, the same in every process, that tells nothing of its address.</summary>
    public static uint HashOf(SiloAddress silo)
    {
        var hash = 2166136261;
        foreach (var octet in Encoding.ASCII.GetBytes(silo.ToParsableString()))
        {
            hash = unchecked((hash ^ octet) * 16777619);
        }

        // Addresses that differ in the last digits only would stay close to one another otherwise.
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6B);
        hash = unchecked((hash ^ (hash >> 13)) * 0xC2B2AE35);
        return hash ^ (hash >> 16);
    }

    // Text decides between silos of one hash.
    private static (uint Hash, string Text) PlaceOf(SiloAddress silo) => (HashOf(silo), silo.ToParsableString());
}
