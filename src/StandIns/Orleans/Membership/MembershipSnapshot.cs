using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>The membership table at one version.</summary>
internal sealed record MembershipSnapshot(int Version, ImmutableArray<MembershipRow> Rows);
