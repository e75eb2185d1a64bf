namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>The values that nodes have of one label, as numbers: the parts of the cluster by a topology key, and what selectors compare.</summary>
internal sealed class LabelColumn(string key, int capacity)
{
    /// <summary>The number of a value that is not there.</summary>
    public const int Absent = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];

    public string Key => key;

    /// <summary>How many values there have been.</summary>
    public int Values => _values.Count;

    /// <summary>The number of each node's value.</summary>
    public int[] Of { get; private set; } = NewSlots(capacity);

    public string Text(int number) => _values[number];

    public void Grow(int size)
    {
        var grown = NewSlots(size);
        Of.CopyTo(grown, 0);
        Of = grown;
    }

    public void Update(int slot, ClusterNode? node) => Of[slot] = node is not null && node.Labels.TryGetValue(key, out var value) ? Number(value) : Absent;

    private int Number(string value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            number = _values.Count;
            _values.Add(value);
            _numbers.Add(value, number);
        }

        return number;
    }

    private static int[] NewSlots(int size)
    {
        var slots = new int[size];
        Array.Fill(slots, Absent);
        return slots;
    }
}
