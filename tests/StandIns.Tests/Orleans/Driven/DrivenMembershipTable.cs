using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>One silo's way to the store: it takes a moment, and it ends where the silo does.</summary>
public sealed class DrivenMembershipTable(MemberStore store, TimeProvider time, int delayMilliseconds) : IMembershipTable
{
    private Task _open = Task.CompletedTask;

    /// <summary>How long a call takes.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(delayMilliseconds);

    /// <summary>Nothing comes through any more, as if the process stood still or were gone, until what this answers is called.</summary>
    public Action Freeze()
    {
        var frozen = new TaskCompletionSource();
        _open = frozen.Task;
        return frozen.SetResult;
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key) => RunAsync(() => store.Read(key.Equals));

    public Task<MembershipTableData> ReadAll() => RunAsync(() => store.Read(_ => true));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => RunAsync(() => store.Write(entry, tableVersion, isNew: true));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => RunAsync(() => store.Write(entry, tableVersion, isNew: false));

    public Task UpdateIAmAlive(MembershipEntry entry) => RunAsync(() =>
    {
        store.Renew(entry);
        return true;
    });

    private async Task<T> RunAsync<T>(Func<T> run)
    {
        await _open;
        await Task.Delay(Delay, time);
        await _open;
        return run();
    }
}
