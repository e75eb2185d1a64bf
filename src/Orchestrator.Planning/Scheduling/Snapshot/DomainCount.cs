namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>How many pods that match a query each part of the cluster has, kept as pods come and go.</summary>
/// <param name="text">Query, key and nodes, for sharing.</param>
/// <param name="query">The pods that count.</param>
/// <param name="column">The topology key.</param>
/// <param name="nodes">The nodes that count; null for all that have the key.</param>
internal sealed class DomainCount(string text, PodQuery query, LabelColumn column, NodeSet? nodes)
{
    private const int Unknown = -1;
    private int[] _pods = [];
    private int[] _nodes = [];
    private int _least = Unknown;
    private int _atLeast;

    public string Text => text;

    public PodQuery Query => query;

    public LabelColumn Column => column;

    public NodeSet? Nodes => nodes;

    /// <summary>
    /// Whether it takes a pod that matches. As in Kubernetes: who is going is somebody's neighbour to the end, and is not counted where pods are spread, or a replacement could
    /// not come where it was.
    /// </summary>
    public bool Counts(ClusterPod pod) => nodes is null || !pod.IsGoing;

    public int Users { get; set; }

    /// <summary>All pods that count.</summary>
    public long Total { get; private set; }

    /// <summary>The parts that have a node that counts.</summary>
    public int Domains { get; private set; }

    /// <summary>Pods in a part, by the number of its value.</summary>
    public int In(int value) => (uint)value < (uint)_pods.Length ? _pods[value] : 0;

    public int At(int slot) => In(column.Of[slot]);

    /// <summary>The fewest pods that a part has; zero without parts.</summary>
    public int Least()
    {
        if (_least == Unknown)
        {
            FindLeast();
        }

        return _least;
    }

    public void AddNode(int slot, int change)
    {
        var value = Value(slot);
        if (value < 0)
        {
            return;
        }

        Room(value);
        var before = _nodes[value];
        _nodes[value] = before + change;
        Domains += (before + change > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
        _least = Unknown;
    }

    public void AddPod(int slot, int change)
    {
        var value = Value(slot);
        if (value < 0)
        {
            return;
        }

        Room(value);
        var before = _pods[value];
        _pods[value] = before + change;
        Total += change;
        if (before + change < _least || (before == _least && --_atLeast == 0))
        {
            _least = Unknown;
        }
        else if (before + change == _least)
        {
            _atLeast++;
        }
    }

    private int Value(int slot) => nodes is null || nodes.Has(slot) ? column.Of[slot] : LabelColumn.Absent;

    private void Room(int value)
    {
        if (value >= _pods.Length)
        {
            var size = Math.Max(value + 1, Math.Max(column.Values, _pods.Length * 2));
            Array.Resize(ref _pods, size);
            Array.Resize(ref _nodes, size);
        }
    }

    private void FindLeast()
    {
        (_least, _atLeast) = (Domains == 0 ? 0 : int.MaxValue, 0);
        for (var value = 0; value < _pods.Length; value++)
        {
            if (_nodes[value] == 0)
            {
                continue;
            }

            if (_pods[value] < _least)
            {
                (_least, _atLeast) = (_pods[value], 0);
            }

            _atLeast += _pods[value] == _least ? 1 : 0;
        }
    }
}
