using Orchestrator.Simulations.Kernel;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Database;

/// <summary>One silo's way to the membership table.</summary>
internal sealed class MemoryMembershipTable(MemoryDatabase database, SimulatedProcess silo) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => database.CallAsync(silo, "members", () => true);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => database.CallAsync(silo, "members", () =>
    {
        database.Members.CleanUp(beforeDate);
        return true;
    });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => database.CallAsync(silo, "members", () => database.Members.ReadRow(key));

    public Task<MembershipTableData> ReadAll() => database.CallAsync(silo, "members", database.Members.ReadAll);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        database.CallAsync(silo, "members", () => database.Members.Insert(entry, tableVersion, silo.Name));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        database.CallAsync(silo, "members", () => database.Members.Update(entry, tableVersion, silo.Name));

    public Task UpdateIAmAlive(MembershipEntry entry) => database.CallAsync(silo, "members", () =>
    {
        database.Members.Renew(entry);
        return true;
    });
}
