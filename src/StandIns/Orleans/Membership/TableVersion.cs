namespace Orleans;

/// <summary>A version of the membership table, which each change of it raises by one.</summary>
public sealed class TableVersion(int version, string eTag) : IEquatable<TableVersion>
{
    /// <summary>The number of the version.</summary>
    public int Version { get; } = version;

    /// <summary>What a write compares with the stored version: it names the one that was read.</summary>
    public string VersionEtag { get; } = eTag;

    /// <summary>The version that a write makes of this one.</summary>
    public TableVersion Next() => new(Version + 1, VersionEtag);

    /// <inheritdoc/>
    public bool Equals(TableVersion? other) => other is not null && Version == other.Version && VersionEtag == other.VersionEtag;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TableVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version, VersionEtag);

    /// <inheritdoc/>
    public override string ToString() => $"<{Version}, {VersionEtag}>";
}
