using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Simulations.Kernel;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Simulations.Database;

/// <summary>The states of grains, and what the database makes of them for readers, in one transaction as it does.</summary>
internal sealed class StateTable(Simulation simulation)
{
    private readonly Dictionary<(string State, string Key), StateRow> _rows = [];
    private readonly SortedDictionary<string, StoredResource> _resources = new(StringComparer.Ordinal);
    private long _version = 1000;

    /// <summary>Told each write, before and after; what it throws ends the simulation.</summary>
    public event Action<string, StateRow?, StateRow>? Written;

    /// <summary>Told each write of a document without a grain.</summary>
    public event Action<StoredResource?, StoredResource>? Stored;

    /// <summary>Whether versions are not compared, as a defect.</summary>
    public bool IgnoresVersions { get; set; }

    /// <summary>Whether revisions of documents without a grain are not compared, as a defect.</summary>
    public bool IgnoresRevisions { get; set; }

    public IEnumerable<StoredResource> Resources => _resources.Values;

    public long Version => _version;

    public StateRow? Find(string state, string key) => _rows.GetValueOrDefault((state, key));

    public IEnumerable<(string Key, object? State)> OfName(string state) =>
        _rows.Where(row => row.Key.State == state).OrderBy(row => row.Key.Key, StringComparer.Ordinal).Select(row => (row.Key.Key, row.Value.State));

    public int Write(string state, GrainId grain, int? expected, byte[] payload, object? value)
    {
        var key = (state, grain.Key.ToString()!);
        var before = _rows.GetValueOrDefault(key);
        Require(state, grain, before?.Version, expected);
        var after = new StateRow((before?.Version ?? 0) + 1, payload, value);
        Project(before, after);
        _rows[key] = after;
        simulation.Note("database", $"write {key.Item2} {after.Version}", payload);
        Written?.Invoke(key.Item2, before, after);
        return after.Version;
    }

    public int Clear(string state, GrainId grain, int? expected)
    {
        var key = (state, grain.Key.ToString()!);
        var before = _rows.GetValueOrDefault(key);
        Require(state, grain, before?.Version, expected);
        var after = new StateRow((before?.Version ?? 0) + 1, [], null);
        Project(before, after);
        _rows[key] = after;
        simulation.Note("database", $"clear {key.Item2} {after.Version}");
        Written?.Invoke(key.Item2, before, after);
        return after.Version;
    }

    public StoredResource? FindResource(ResourceKey key) => _resources.GetValueOrDefault(Text(key));

    public void Put(StoredResource resource)
    {
        var before = FindResource(resource.Key);
        _resources[Text(resource.Key)] = resource;
        simulation.Note("database", $"put {Text(resource.Key)}", resource.Document.Span);
        Stored?.Invoke(before, resource);
    }

    public void Remove(ResourceKey key) => _resources.Remove(Text(key));

    public long NextVersion() => ++_version;

    public static string Text(ResourceKey key) => $"{key.Group}/{key.Kind}/{key.Namespace}/{key.Name}";

    private void Require(string state, GrainId grain, int? stored, int? expected)
    {
        if (stored != expected && !IgnoresVersions)
        {
            var text = expected?.ToString(CultureInfo.InvariantCulture);
            simulation.Note("database", $"refused {grain.Key} at {text}");
            throw new InconsistentStateException($"Version conflict: the state \"{state}\" of {grain} was written since version {text ?? "none"}.", null, text);
        }
    }

    private void Project(StateRow? before, StateRow after)
    {
        var (old, fresh) = (Read(before), Read(after));
        if (old is not null && (fresh is null || old.Key != fresh.Key || old.Uid != fresh.Uid))
        {
            _resources.Remove(Text(old.Key));
            NextVersion();
        }

        if (fresh is not null && (old is null || old.Revision != fresh.Revision || old.Uid != fresh.Uid))
        {
            var version = NextVersion();
            var document = JsonNode.Parse(fresh.Document.Span)!;
            document["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
            _resources[Text(fresh.Key)] = fresh with { ResourceVersion = version, Document = JsonSerializer.SerializeToUtf8Bytes(document) };
        }
    }

    private static StoredResource? Read(StateRow? row)
    {
        if (row is null || row.Payload.Length == 0)
        {
            return null;
        }

        using var state = JsonDocument.Parse(row.Payload);
        if (!state.RootElement.TryGetProperty("resource", out var resource) || resource.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var metadata = resource.GetProperty("metadata");
        var api = resource.GetProperty("apiVersion").GetString()!;
        var key = new ResourceKey(
            api.Contains('/', StringComparison.Ordinal) ? api.Split('/')[0] : "",
            resource.GetProperty("kind").GetString()!,
            metadata.TryGetProperty("namespace", out var ns) ? ns.GetString()! : "",
            metadata.GetProperty("name").GetString()!);
        var revision = state.RootElement.GetProperty("revision").GetInt64();
        return new StoredResource(key, metadata.GetProperty("uid").GetString()!, revision, 0, JsonSerializer.SerializeToUtf8Bytes(resource));
    }
}
