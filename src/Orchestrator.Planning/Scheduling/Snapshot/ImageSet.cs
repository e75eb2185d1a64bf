namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>The nodes that have an image.</summary>
internal sealed class ImageSet(string name, int capacity)
{
    public string Name => name;

    public ulong[] Words { get; private set; } = new ulong[Bits.Words(capacity)];

    /// <summary>The image's size, as the last node said that came to have it.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many nodes have it.</summary>
    public int Nodes { get; private set; }

    public int Users { get; set; }

    public void Grow(int capacityNow)
    {
        var grown = new ulong[Bits.Words(capacityNow)];
        Words.CopyTo(grown, 0);
        Words = grown;
    }

    public void Update(int slot, ClusterNode? node)
    {
        var bytes = 0L;
        var has = node is not null && node.Images.TryGetValue(name, out bytes);
        Nodes += (has ? 1 : 0) - (Bits.Has(Words, slot) ? 1 : 0);
        Bytes = has ? Math.Max(0, bytes) : Bytes;
        Bits.Set(Words, slot, has);
    }

    /// <summary>The name with its tag, as nodes list it.</summary>
    public static string FullName(string image) => image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;
}
