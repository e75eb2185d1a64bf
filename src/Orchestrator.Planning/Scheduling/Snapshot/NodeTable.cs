using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>The nodes as columns of numbers, in which a node is a slot. Slots of nodes that are gone are used again, lowest first.</summary>
internal sealed class NodeTable
{
    public const int Cpu = 0;
    public const int Memory = 1;
    public const int Disk = 2;
    public const int PodCount = 3;

    private const int FirstCapacity = Bits.Width;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _resources = new(StringComparer.Ordinal);
    private readonly PriorityQueue<int, int> _vacant = new();

    public NodeTable()
    {
        foreach (var name in (string[])[ResourceName.Cpu, ResourceName.Memory, ResourceName.EphemeralStorage, ResourceName.Pods])
        {
            AddResource(name);
        }
    }

    public int Count => _slots.Count;

    /// <summary>One more than the highest slot that was ever taken.</summary>
    public int End { get; private set; }

    public int Capacity { get; private set; } = FirstCapacity;

    public ulong[] Alive { get; private set; } = new ulong[Bits.Words(FirstCapacity)];

    public ClusterNode?[] Nodes { get; private set; } = new ClusterNode?[FirstCapacity];

    public List<PodEntry>[] Pods { get; private set; } = NewLists([], FirstCapacity);

    /// <summary>By resource, then by node: what is there, and what is left of it; less than zero where more is taken than there is.</summary>
    public List<long[]> Allocatable { get; } = [];

    public List<long[]> Free { get; } = [];

    /// <summary>
    /// By resource, then by node: what would be there without any pod. Of devices that is not what is there now, because one that is shared can't be had whole, and the other way round.
    /// </summary>
    public List<long[]> Most { get; } = [];

    public long[] ScoredMilliCpu { get; private set; } = new long[FirstCapacity];

    public long[] ScoredMemory { get; private set; } = new long[FirstCapacity];

    /// <summary>The least priority among the pods of a node that are not told to end.</summary>
    public int[] LeastPriority { get; private set; } = new int[FirstCapacity];

    /// <summary>How many pods of a node were told to end.</summary>
    public int[] Leaving { get; private set; } = new int[FirstCapacity];

    /// <summary>A number that stands for the node's name in every process alike.</summary>
    public ulong[] Hash { get; private set; } = new ulong[FirstCapacity];

    /// <summary>Raised with each resource that was not known before.</summary>
    public int Resources => Allocatable.Count;

    public int SlotOf(string name) => _slots.GetValueOrDefault(name, -1);

    public int ResourceOf(string name) => _resources.GetValueOrDefault(name, -1);

    public int AddResource(string name)
    {
        _resources.Add(name, Allocatable.Count);
        Allocatable.Add(new long[Capacity]);
        Free.Add(new long[Capacity]);
        Most.Add(new long[Capacity]);
        return Allocatable.Count - 1;
    }

    /// <summary>A slot for a new node; the table may have grown.</summary>
    public int Claim(string name)
    {
        if (!_vacant.TryDequeue(out var slot, out _))
        {
            slot = End++;
            if (slot == Capacity)
            {
                Grow();
            }
        }

        _slots.Add(name, slot);
        Bits.Set(Alive, slot, true);
        LeastPriority[slot] = int.MaxValue;
        Hash[slot] = StableHash.Of(name);
        return slot;
    }

    public void Release(int slot)
    {
        _slots.Remove(Nodes[slot]!.Name);
        Nodes[slot] = null;
        Bits.Set(Alive, slot, false);
        foreach (var column in Allocatable.Concat(Free).Concat(Most))
        {
            column[slot] = 0;
        }

        _vacant.Enqueue(slot, slot);
    }

    /// <summary>Sets what a node has, and would have without any pod; what its pods take stays taken.</summary>
    public void Offer(int slot, int resource, long amount, long most)
    {
        Free[resource][slot] += amount - Allocatable[resource][slot];
        Allocatable[resource][slot] = amount;
        Most[resource][slot] = most;
    }

    private void Grow()
    {
        Capacity *= 2;
        Alive = Larger(Alive, Bits.Words(Capacity));
        Nodes = Larger(Nodes, Capacity);
        Pods = NewLists(Pods, Capacity);
        ScoredMilliCpu = Larger(ScoredMilliCpu, Capacity);
        ScoredMemory = Larger(ScoredMemory, Capacity);
        LeastPriority = Larger(LeastPriority, Capacity);
        Hash = Larger(Hash, Capacity);
        Leaving = Larger(Leaving, Capacity);
        for (var i = 0; i < Allocatable.Count; i++)
        {
            Allocatable[i] = Larger(Allocatable[i], Capacity);
            Free[i] = Larger(Free[i], Capacity);
            Most[i] = Larger(Most[i], Capacity);
        }
    }

    private static T[] Larger<T>(T[] old, int size)
    {
        Array.Resize(ref old, size);
        return old;
    }

    private static List<PodEntry>[] NewLists(List<PodEntry>[] old, int size) => [.. old, .. Enumerable.Range(old.Length, size - old.Length).Select(_ => new List<PodEntry>())];
}
