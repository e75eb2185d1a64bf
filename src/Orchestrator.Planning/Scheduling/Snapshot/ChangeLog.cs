namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>Which nodes changed, in order, so that what was worked out before is brought up to date by looking at those alone.</summary>
internal sealed class ChangeLog
{
    private const int LengthMax = 1 << 16;
    private readonly List<int> _slots = [];
    private long _first;

    /// <summary>Raised by each change.</summary>
    public long Version => _first + _slots.Count;

    public void Add(int slot)
    {
        if (_slots.Count == LengthMax)
        {
            _first += LengthMax;
            _slots.Clear();
        }

        _slots.Add(slot);
    }

    /// <summary>Forgets, so that everything that was worked out before is worked out anew.</summary>
    public void Break()
    {
        _first += _slots.Count + 1;
        _slots.Clear();
    }

    /// <summary>The nodes that changed since a version; false where that is too long ago.</summary>
    public bool Since(long version, out ReadOnlySpan<int> slots)
    {
        var known = version >= _first;
        slots = known ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_slots)[(int)(version - _first)..] : default;
        return known;
    }
}
