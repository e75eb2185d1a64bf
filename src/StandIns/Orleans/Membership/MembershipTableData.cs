namespace Orleans;

/// <summary>What was read of the membership table: entries with their etags, at one version.</summary>
public sealed class MembershipTableData
{
    /// <summary>Several entries.</summary>
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion tableVersion)
    {
        Members = list;
        Version = tableVersion;
    }

    /// <summary>One entry.</summary>
    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion tableVersion)
        : this([tuple], tableVersion)
    {
    }

    /// <summary>No entry.</summary>
    public MembershipTableData(TableVersion tableVersion)
        : this([], tableVersion)
    {
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; }

    /// <summary>The version of the table at that time.</summary>
    public TableVersion Version { get; }
}
