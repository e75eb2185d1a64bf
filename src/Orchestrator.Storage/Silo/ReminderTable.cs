using Orchestrator.Contracts.Reading;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Storage.Silo;

/// <summary>
/// The provider's table of reminders. Its failures have their contract's name: <see cref="StorageUnavailableException"/> where PostgreSQL does not answer, which gets from
/// the silo that ticks a reminder to the grain that registers it, as a driver's exceptions do not.
/// </summary>
internal sealed class ReminderTable(IReminderTable inner) : IReminderTable
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => PostgresFaults.TranslateAsync(() => inner.StartAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => PostgresFaults.TranslateAsync(() => inner.ReadRows(grainId));

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => PostgresFaults.TranslateAsync(() => inner.ReadRows(begin, end));

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => PostgresFaults.TranslateAsync(() => inner.ReadRow(grainId, reminderName));

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry) => PostgresFaults.TranslateAsync(() => inner.UpsertRow(entry));

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => PostgresFaults.TranslateAsync(() => inner.RemoveRow(grainId, reminderName, eTag));

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => PostgresFaults.TranslateAsync(() => inner.TestOnlyClearTable());
}
