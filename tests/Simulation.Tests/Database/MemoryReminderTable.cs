using Orchestrator.Simulations.Kernel;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Database;

/// <summary>One silo's way to the reminders.</summary>
internal sealed class MemoryReminderTable(MemoryDatabase database, SimulatedProcess silo) : IReminderTable
{
    public Task<ReminderTableData> ReadRows(GrainId grainId) => database.CallAsync(silo, "reminders", () => database.Reminders.Of(grainId));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => database.CallAsync(silo, "reminders", () => database.Reminders.InRange(begin, end));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        database.CallAsync(silo, "reminders", () => database.Reminders.Find(grainId, reminderName));

    public Task<string?> UpsertRow(ReminderEntry entry) => database.CallAsync(silo, "reminders", () => (string?)database.Reminders.Upsert(entry));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        database.CallAsync(silo, "reminders", () => database.Reminders.Remove(grainId, reminderName, eTag));

    public Task TestOnlyClearTable() => database.CallAsync(silo, "reminders", database.Reminders.Clear);
}
