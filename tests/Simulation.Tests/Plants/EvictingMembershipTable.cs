using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Plants;

/// <summary>A table that takes whoever cannot be asked about for dead: the way in which an outage of the database would become an outage of the pods.</summary>
internal sealed class EvictingMembershipTable(IMembershipTable table) : IMembershipTable
{
    private MembershipTableData? _last;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => table.InitializeMembershipTable(tryInitTableVersion);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        try
        {
            return await table.ReadRow(key);
        }
        catch (Exception) when (_last is not null)
        {
            return AllDead();
        }
    }

    public async Task<MembershipTableData> ReadAll()
    {
        try
        {
            return _last = await table.ReadAll();
        }
        catch (Exception) when (_last is not null)
        {
            return AllDead();
        }
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => table.InsertRow(entry, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => table.UpdateRow(entry, etag, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => table.UpdateIAmAlive(entry);

    private MembershipTableData AllDead()
    {
        foreach (var (entry, _) in _last!.Members)
        {
            entry.Status = SiloStatus.Dead;
        }

        return new MembershipTableData([.. _last.Members], _last.Version.Next());
    }
}
