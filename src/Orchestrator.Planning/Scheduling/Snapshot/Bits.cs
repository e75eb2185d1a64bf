using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>Sets of nodes as words of 64 bits, so that a filter looks at 64 nodes at once.</summary>
internal static class Bits
{
    /// <summary>Nodes in a word.</summary>
    public const int Width = 64;

    public static int Words(int count) => (count + Width - 1) / Width;

    public static bool Has(ulong[] words, int index) => (words[index >> 6] >> (index & 63) & 1) != 0;

    public static void Set(ulong[] words, int index, bool value)
    {
        var bit = 1UL << (index & 63);
        words[index >> 6] = value ? words[index >> 6] | bit : words[index >> 6] & ~bit;
    }

    /// <summary>Which of the 64 amounts of a word are as large as is wanted.</summary>
    public static ulong AtLeast(long[] amounts, int word, long wanted)
    {
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(amounts.AsSpan(word * Width, Width));
        var least = Vector256.Create(wanted);
        var found = 0UL;
        for (var i = 0; i < vectors.Length; i++)
        {
            found |= (ulong)Vector256.GreaterThanOrEqual(vectors[i], least).ExtractMostSignificantBits() << (i * Vector256<long>.Count);
        }

        return found;
    }
}
