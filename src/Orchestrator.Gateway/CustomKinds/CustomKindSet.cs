using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Gateway.Discovery;
using Orchestrator.Gateway.Kinds;
using Orchestrator.Gateway.OpenApi;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.CustomKinds;

/// <summary>The custom kinds that are served at one time, and the OpenAPI documents of their groups.</summary>
internal sealed class CustomKindSet
{
    public CustomKindSet(ImmutableArray<KindDescription> kinds)
    {
        Kinds = kinds;
        Documents = kinds.GroupBy(kind => KindPaths.Root(kind.Group, kind.Version)).ToImmutableDictionary(
            group => group.Key, group => new FixedDocument("application/json", () => JsonSerializer.SerializeToUtf8Bytes(GroupDocument.Of(group))), StringComparer.Ordinal);
    }

    /// <summary>No kinds.</summary>
    public static CustomKindSet Empty { get; } = new([]);

    /// <summary>The kinds, one a served version; those of a group stand together.</summary>
    public ImmutableArray<KindDescription> Kinds { get; }

    /// <summary>The document of each version of a group, by the path of its kinds.</summary>
    public ImmutableDictionary<string, FixedDocument> Documents { get; }
}
