using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>The membership table at one version.</summary>
internal sealed record MembershipSnapshot(int Version, ImmutableArray<MembershipRow> Rows)
{
    /// <summary>What writes that rest on this snapshot carry.</summary>
    public TableVersion TableVersion { get; init; } = new(Version, Version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static MembershipSnapshot Of(MembershipTableData data) =>
        new(data.Version.Version, [.. data.Members.Select(member => MembershipRow.Of(member.Item1, member.Item2))]) { TableVersion = data.Version };

    /// <summary>The row of one silo; null if there is none.</summary>
    public MembershipRow? Find(SiloAddress silo) => Rows.FirstOrDefault(row => row.Address.Equals(silo));
}
