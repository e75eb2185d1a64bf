using System.Collections.Immutable;
using System.Text;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>The values of a ConfigMap or Secret, as bytes. Its text names no value, so that none is written out by accident.</summary>
public sealed record ConfigObject
{
    private static readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Nothing =
        ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);

    /// <summary>Which object it is.</summary>
    public required ConfigReference Reference { get; init; }

    /// <summary>The version that it was read at.</summary>
    public long Version { get; init; }

    /// <summary>Whether its values stay as they are until it is deleted.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>The values that may be variables and files.</summary>
    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Data { get; init; } = Nothing;

    /// <summary>The values that may only be files, because they need not be text.</summary>
    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> BinaryData { get; init; } = Nothing;

    /// <summary>What a ConfigMap holds.</summary>
    public static ConfigObject Of(ConfigMap map, long version)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new ConfigObject
        {
            Reference = new ConfigReference(ConfigKind.ConfigMap, map.Metadata.Namespace, map.Metadata.Name),
            Version = version,
            IsImmutable = map.Immutable == true,
            Data = Values(map.Data, Encoding.UTF8.GetBytes),
            BinaryData = Values(map.BinaryData, Convert.FromBase64String),
        };
    }

    /// <summary>What a Secret holds.</summary>
    public static ConfigObject Of(Secret secret, long version)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return new ConfigObject
        {
            Reference = new ConfigReference(ConfigKind.Secret, secret.Metadata.Namespace, secret.Metadata.Name),
            Version = version,
            IsImmutable = secret.Immutable == true,
            Data = Values(secret.Data, Convert.FromBase64String),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Reference.Kind} {Reference.Namespace}/{Reference.Name}";

    private static ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Values(ImmutableSortedDictionary<string, string> values, Func<string, byte[]> read) =>
        Nothing.AddRange(values.Select(value => KeyValuePair.Create(value.Key, (ReadOnlyMemory<byte>)read(value.Value))));
}
