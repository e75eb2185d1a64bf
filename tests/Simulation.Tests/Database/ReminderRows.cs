using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Database;

/// <summary>The stored reminders.</summary>
internal sealed class ReminderRows
{
    private readonly SortedDictionary<string, ReminderEntry> _rows = new(StringComparer.Ordinal);
    private int _written;

    public IEnumerable<ReminderEntry> All => _rows.Values;

    public ReminderTableData Of(GrainId grain) => new(_rows.Values.Where(row => row.GrainId == grain).Select(Copy));

    // After one hash and up to the other; where they are equal that is the whole ring.
    public ReminderTableData InRange(uint begin, uint end) => new(_rows.Values.Where(row => IsIn(row.GrainId.GetUniformHashCode(), begin, end)).Select(Copy));

    public ReminderEntry? Find(GrainId grain, string name) => _rows.TryGetValue(Key(grain, name), out var row) ? Copy(row) : null;

    public string Upsert(ReminderEntry entry)
    {
        var row = Copy(entry);
        row.ETag = (++_written).ToString(CultureInfo.InvariantCulture);
        _rows[Key(entry.GrainId, entry.ReminderName)] = row;
        return row.ETag;
    }

    public bool Remove(GrainId grain, string name, string etag) =>
        _rows.TryGetValue(Key(grain, name), out var row) && row.ETag == etag && _rows.Remove(Key(grain, name));

    public bool Clear()
    {
        _rows.Clear();
        return true;
    }

    private static bool IsIn(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static string Key(GrainId grain, string name) => $"{grain} {name}";

    private static ReminderEntry Copy(ReminderEntry entry) => new()
    {
        GrainId = entry.GrainId,
        ReminderName = entry.ReminderName,
        StartAt = entry.StartAt,
        Period = entry.Period,
        ETag = entry.ETag,
    };
}
