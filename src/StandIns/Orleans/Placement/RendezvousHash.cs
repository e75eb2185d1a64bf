using System.Text;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>
/// Rendezvous hashing: each pair of grain and silo has a score, and the silo of the highest owns the grain. So whoever knows the same silos finds the
/// same owner, and a silo that comes or goes moves no grain but its own.
/// </summary>
internal static class RendezvousHash
{
    /// <summary>A hash of a text that is the same in every process (FNV-1a, 64 bits).</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * 1099511628211UL);
        }

        return hash;
    }

    /// <summary>The score of a pair of hashes; its bits depend on all bits of both (the finalizer of SplitMix64).</summary>
    public static ulong Score(ulong grain, ulong silo)
    {
        var mixed = unchecked(grain ^ (silo * 0x9E3779B97F4A7C15UL));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return mixed ^ (mixed >> 31);
    }

    /// <summary>The silo with the highest score; null if there are none.</summary>
    public static SiloAddress? Choose(GrainId grain, ReadOnlySpan<HashedSilo> silos)
    {
        var hash = Of(grain.ToString());
        HashedSilo? best = null;
        var highest = 0UL;
        foreach (var silo in silos)
        {
            var score = Score(hash, silo.Hash);
            if (best is null || score > highest)
            {
                (best, highest) = (silo, score);
            }
        }

        return best?.Address;
    }
}
