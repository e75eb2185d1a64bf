using Orchestrator.Simulations.Kernel;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Database;

/// <summary>One silo's way to the membership table.</summary>
internal sealed class MemoryMembershipTable(MemoryDatabase database, SimulatedProcess silo) : IMembershipTable
{
    // As that of the membership's own connection, which gives up sooner than others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public Task InitializeMembershipTable(bool tryInitTableVersion) => CallAsync(() => true);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CallAsync(() =>
    {
        database.Members.CleanUp(beforeDate);
        return true;
    });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => CallAsync(() => database.Members.ReadRow(key));

    public Task<MembershipTableData> ReadAll() => CallAsync(database.Members.ReadAll);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        CallAsync(() => database.Members.Insert(entry, tableVersion, silo.Name));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        CallAsync(() => database.Members.Update(entry, tableVersion, silo.Name));

    public Task UpdateIAmAlive(MembershipEntry entry) => CallAsync(() =>
    {
        database.Members.Renew(entry);
        return true;
    });

    private Task<T> CallAsync<T>(Func<T> effect) => database.CallAsync(silo, "members", effect, Patience);
}
