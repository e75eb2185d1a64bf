namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>The nodes that have an image.</summary>
internal sealed class ImageSet(int capacity)
{
    public ulong[] Words { get; private set; } = new ulong[Bits.Words(capacity)];

    /// <summary>The image's size, as the last node said that came to have it.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many nodes have it.</summary>
    public int Nodes { get; private set; }

    public void Grow(int capacityNow)
    {
        var grown = new ulong[Bits.Words(capacityNow)];
        Words.CopyTo(grown, 0);
        Words = grown;
    }

    /// <summary>A node that did not have it has it now.</summary>
    public void Add(int slot, long bytes)
    {
        Bytes = Math.Max(0, bytes);
        Nodes++;
        Bits.Set(Words, slot, true);
    }

    public void Remove(int slot)
    {
        Nodes--;
        Bits.Set(Words, slot, false);
    }
}
