namespace Orleans.Reminders;

/// <summary>
/// Reads the reminders that this silo ticks. Who owns a grain is no matter of hash ranges, so all rows are read and most are dropped; page by page, so that never more
/// than a page of others' rows is held.
/// </summary>
internal sealed class ReminderReader(IReminderTable table, IReminderOwnership ownership)
{
    private const int PageRows = 1000;
    private const int PagesFirst = 16;
    private const int PagesMax = 4096;

    // As many as the last reading found to be right.
    private int _pages = PagesFirst;

    public async Task<List<ReminderRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var own = new List<ReminderRow>();
        var read = 0;
        var pages = _pages;
        var begin = 0U;
        for (var page = 1; page <= pages; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = page == pages ? 0 : (uint)(((ulong)page << 32) / (ulong)pages);
            foreach (var entry in (await table.ReadRows(begin, end)).Reminders)
            {
                read++;
                if (await ownership.FindAsync(entry.GrainId) != ReminderOwner.Elsewhere)
                {
                    own.Add(ReminderRow.Of(entry));
                }
            }

            begin = end;
        }

        _pages = Math.Clamp(read / PageRows, 1, PagesMax);
        return own;
    }
}
