using System.Text.Json;
using Orchestrator.Contracts.Reading;

namespace Storage.Tests;

/// <summary>What a client builds from a list and a watch. It fails where an event contradicts what it holds.</summary>
internal sealed class Replica
{
    private readonly Dictionary<string, (string Uid, long Version, string Json)> _items = [];
    private readonly Lock _lock = new();

    public List<(long Version, string Key, WatchEventType Type, string? Step)> Seen { get; } = [];

    public long Version { get; private set; }

    /// <summary>What it holds now, also for who looks while it follows.</summary>
    public IReadOnlyDictionary<string, string> Items
    {
        get
        {
            lock (_lock)
            {
                return _items.ToDictionary(i => i.Key, i => i.Value.Json);
            }
        }
    }

    public void Start(ResourceList list)
    {
        Version = list.ResourceVersion;
        foreach (var item in list.Items)
        {
            var (key, entry) = Read(item.Document);
            _items.Add(key, entry);
        }
    }

    /// <summary>Watches from where it is until the object of this name changes.</summary>
    public async Task FollowAsync(IResourceReader reader, ResourceQuery query, string last, CancellationToken cancellationToken)
    {
        await foreach (var e in reader.WatchAsync(query, Version, cancellationToken))
        {
            Apply(e);
            if (e.Type != WatchEventType.Bookmark && Seen[^1].Key == $"default/{last}")
            {
                return;
            }
        }
    }

    public void Apply(WatchEvent e)
    {
        if (e.Type == WatchEventType.Bookmark)
        {
            Assert.True(e.ResourceVersion >= Version);
            Version = e.ResourceVersion;
            return;
        }

        Assert.True(e.ResourceVersion > Version, $"{e.ResourceVersion} came after {Version}");
        Version = e.ResourceVersion;
        var (key, entry) = Read(e.Document);
        Assert.Equal(e.ResourceVersion, entry.Version);
        Assert.Equal(e.Type == WatchEventType.Added, !_items.ContainsKey(key));
        Seen.Add((e.ResourceVersion, key, e.Type, Step(e.Document)));
        lock (_lock)
        {
            if (e.Type == WatchEventType.Deleted)
            {
                _items.Remove(key);
            }
            else
            {
                _items[key] = entry;
            }
        }
    }

    public static IReadOnlyDictionary<string, string> Of(ResourceList list) =>
        list.Items.ToDictionary(i => Read(i.Document).Key, i => Read(i.Document).Entry.Json);

    private static string? Step(ReadOnlyMemory<byte> document)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.TryGetProperty("step", out var step) ? step.GetRawText() : null;
    }

    private static (string Key, (string Uid, long Version, string Json) Entry) Read(ReadOnlyMemory<byte> document)
    {
        using var json = JsonDocument.Parse(document);
        var metadata = json.RootElement.GetProperty("metadata");
        var version = long.Parse(metadata.GetProperty("resourceVersion").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        return ($"{metadata.GetProperty("namespace").GetString()}/{metadata.GetProperty("name").GetString()}",
            (metadata.GetProperty("uid").GetString()!, version, json.RootElement.GetRawText()));
    }
}
