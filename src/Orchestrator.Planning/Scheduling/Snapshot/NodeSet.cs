namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>The nodes for which a rule holds that looks at the node alone, kept as nodes change. Pods with the same rule share it.</summary>
internal sealed class NodeSet(string text, Func<ClusterNode, int, bool> rule, int capacity)
{
    /// <summary>What the rule says, for sharing.</summary>
    public string Text => text;

    public ulong[] Words { get; private set; } = new ulong[Bits.Words(capacity)];

    public bool Has(int slot) => Bits.Has(Words, slot);

    public void Grow(int capacityNow)
    {
        var grown = new ulong[Bits.Words(capacityNow)];
        Words.CopyTo(grown, 0);
        Words = grown;
    }

    public void Update(int slot, ClusterNode? node) => Bits.Set(Words, slot, node is not null && rule(node, slot));
}
