namespace Orleans.Runtime;

/// <summary>A heartbeat on any membership table, step by step.</summary>
internal sealed class StepwiseHeartbeat(IMembershipTable table) : IHeartbeatTable
{
    public async Task<MembershipTableData> BeatAsync(MembershipEntry? renewed, SiloAddress self, IReadOnlyList<SiloAddress> observed)
    {
        // First, so that whoever could not write does not judge others that cannot either.
        if (renewed is not null)
        {
            await table.UpdateIAmAlive(renewed);
        }

        if (observed.Count == 0)
        {
            return new MembershipTableData((await table.ReadRow(self)).Version);
        }

        var entries = new List<Tuple<MembershipEntry, string>>();
        var version = new TableVersion(0, string.Empty);
        foreach (var silo in observed)
        {
            var read = await table.ReadRow(silo);
            entries.AddRange(read.Members);
            version = read.Version;
        }

        return new MembershipTableData(entries, version);
    }
}
