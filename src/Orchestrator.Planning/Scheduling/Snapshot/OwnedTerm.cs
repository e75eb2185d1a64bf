namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>An affinity term by what it selects and where, with the pods on nodes that have it: a pod that it selects asks here who minds it, and who likes it.</summary>
internal sealed class OwnedTerm(string text, PodQuery query, LabelColumn column)
{
    private int[] _refusing = [];
    private long[] _weights = [];

    public string Text => text;

    public PodQuery Query => query;

    public LabelColumn Column => column;

    public int Users { get; set; }

    /// <summary>Pods anywhere whose required anti-affinity this is.</summary>
    public int Refusing { get; private set; }

    /// <summary>Pods anywhere that would rather be near, or away from, what is selected.</summary>
    public int Weighing { get; private set; }

    public bool Refuses(int slot) => (uint)column.Of[slot] < (uint)_refusing.Length && _refusing[column.Of[slot]] > 0;

    public long Weight(int slot) => (uint)column.Of[slot] < (uint)_weights.Length ? _weights[column.Of[slot]] : 0;

    public void AddRefusing(int slot, int change)
    {
        if (Room(slot) is var value and >= 0)
        {
            _refusing[value] += change;
            Refusing += change;
        }
    }

    public void AddWeight(int slot, long weight, int change)
    {
        if (Room(slot) is var value and >= 0)
        {
            _weights[value] += weight * change;
            Weighing += change;
        }
    }

    private int Room(int slot)
    {
        var value = column.Of[slot];
        if (value >= _weights.Length)
        {
            var size = Math.Max(value + 1, Math.Max(column.Values, _weights.Length * 2));
            Array.Resize(ref _weights, size);
            Array.Resize(ref _refusing, size);
        }

        return value;
    }
}
