using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Plants;

/// <summary>A table of which a silo reads only the reminders that it registered itself: those of grains that were another silo's before are dropped.</summary>
internal sealed class ForgetfulReminderTable(IReminderTable table) : IReminderTable
{
    private readonly HashSet<(GrainId, string)> _own = [];

    public Task<ReminderTableData> ReadRows(GrainId grainId) => table.ReadRows(grainId);

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new((await table.ReadRows(begin, end)).Reminders.Where(row => _own.Contains((row.GrainId, row.ReminderName))));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => table.ReadRow(grainId, reminderName);

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        _own.Add((entry.GrainId, entry.ReminderName));
        return table.UpsertRow(entry);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => table.RemoveRow(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => table.TestOnlyClearTable();
}
