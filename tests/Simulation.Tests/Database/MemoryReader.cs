using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Selectors;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Database;

/// <summary>One process' way to the read side. A transaction is a moment here, so a list holds all that was acknowledged before it.</summary>
internal sealed class MemoryReader(MemoryDatabase database, SimulatedProcess process) : IResourceReader, IResourceVersions, INamespaceChanges
{
    private readonly Dictionary<string, ResourceList> _pages = new(StringComparer.Ordinal);

    public Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken) =>
        database.CallAsync(process, "find", () => database.States.FindResource(key)).WaitAsync(cancellationToken);

    public Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        database.CallAsync(process, "list", () => List(query)).WaitAsync(cancellationToken);

    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken) =>
        database.CallAsync(process, "find", () => Of(uid).FirstOrDefault(found => found.ResourceVersion == resourceVersion)?.Revision);

    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken) =>
        database.CallAsync(process, "find", () => Of(uid).FirstOrDefault(found => found.Revision == revision)?.ResourceVersion);

    public Task<IReadOnlyDictionary<ResourceKey, long>> FindVersionsAsync(IReadOnlyCollection<ResourceKey> keys, CancellationToken cancellationToken) =>
        database.CallAsync<IReadOnlyDictionary<ResourceKey, long>>(process, "find", () => keys
            .Select(database.States.FindResource).OfType<StoredResource>().ToDictionary(found => found.Key, found => found.ResourceVersion)).WaitAsync(cancellationToken);

    public Task<IReadOnlyDictionary<ResourceKey, StoredResource?>> FindChangedAsync(IReadOnlyDictionary<ResourceKey, long> known, CancellationToken cancellationToken) =>
        database.CallAsync<IReadOnlyDictionary<ResourceKey, StoredResource?>>(process, "find", () => known
            .Select(asked => (asked.Key, asked.Value, Found: database.States.FindResource(asked.Key)))
            .Where(asked => asked.Found?.ResourceVersion != asked.Value)
            .ToDictionary(asked => asked.Key, asked => asked.Found)).WaitAsync(cancellationToken);

    // No history is kept, so every namespace may have changed.
    public Task<(long UpTo, ImmutableArray<string> Namespaces)> SinceAsync(ImmutableArray<string> kinds, long version, CancellationToken cancellationToken) =>
        database.CallAsync(process, "list", () => (
            database.States.Version,
            database.States.Resources.Where(found => kinds.Contains(found.Key.Kind)).Select(found => found.Key.Namespace).Distinct(StringComparer.Ordinal).ToImmutableArray()))
            .WaitAsync(cancellationToken);

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await database.CallAsync(process, "watch", () => true);
        throw new ResourceExpiredException("The simulated database keeps no history; list again.");
#pragma warning disable CS0162 // An iterator needs a yield.
        yield break;
#pragma warning restore CS0162
    }

    private IEnumerable<StoredResource> Of(string uid) => database.States.Resources.Where(found => found.Uid == uid);

    // The rest of a list is kept as of its first page.
    private ResourceList List(ResourceQuery query)
    {
        var items = query.Continue is { } token
            ? (_pages.Remove(token, out var rest) ? rest.Items : throw new InvalidContinueException($"there is no page {token}"))
            : [.. database.States.Resources.Where(found => Matches(query, found))];
        if (query.Limit is not { } limit || items.Count <= limit)
        {
            return new ResourceList(database.States.Version, items, null, null);
        }

        var next = $"{process.Name}-{database.Calls}";
        _pages[next] = new ResourceList(database.States.Version, [.. items.Skip(limit)], null, null);
        return new ResourceList(database.States.Version, [.. items.Take(limit)], next, items.Count - limit);
    }

    private static bool Matches(ResourceQuery query, StoredResource found)
    {
        if (found.Key.Group != query.Group || found.Key.Kind != query.Kind || (query.Namespace is not null && found.Key.Namespace != query.Namespace))
        {
            return false;
        }

        if (query.Labels.IsEmpty && query.Fields.IsEmpty)
        {
            return true;
        }

        using var document = JsonDocument.Parse(found.Document);
        return query.Fields.All(field => (At(document.RootElement, field.Path) ?? "") == field.Value != field.Negated)
            && query.Labels.All(label => Matches(label, At(document.RootElement, ["metadata", "labels", label.Key])));
    }

    private static bool Matches(LabelRequirement label, string? value) => label.Operator switch
    {
        LabelOperator.Exists => value is not null,
        LabelOperator.DoesNotExist => value is null,
        LabelOperator.In => value is not null && label.Values.Contains(value, StringComparer.Ordinal),
        LabelOperator.NotIn => value is null || !label.Values.Contains(value, StringComparer.Ordinal),
        _ => throw new NotSupportedException($"nothing that is simulated selects by {label.Operator}"),
    };

    private static string? At(JsonElement from, IEnumerable<string> path)
    {
        foreach (var step in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(step, out from))
            {
                return null;
            }
        }

        return from.ValueKind == JsonValueKind.String ? from.GetString() : from.GetRawText();
    }
}
