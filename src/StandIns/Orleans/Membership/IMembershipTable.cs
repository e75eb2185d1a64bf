using Orleans.Runtime;

namespace Orleans;

/// <summary>The table of a cluster's silos, which is the only authority on who is a member. A write carries the version that was read, and fails if another was faster.</summary>
public interface IMembershipTable
{
    /// <summary>Makes the table ready for use.</summary>
    /// <param name="tryInitTableVersion">Whether to make the version row if there is none.</param>
    Task InitializeMembershipTable(bool tryInitTableVersion);

    /// <summary>Removes the entries of silos that are gone and that were last alive before then.</summary>
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate);

    /// <summary>One silo's entry, if there is one, and the table's version.</summary>
    Task<MembershipTableData> ReadRow(SiloAddress key);

    /// <summary>All entries.</summary>
    Task<MembershipTableData> ReadAll();

    /// <summary>Adds an entry and raises the version, both or neither; false if another writer was faster.</summary>
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion);

    /// <summary>Changes status and suspicions of an entry and raises the version, both or neither; false if another writer was faster.</summary>
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion);

    /// <summary>Says that a silo is alive; the version stays as it is.</summary>
    Task UpdateIAmAlive(MembershipEntry entry);
}
