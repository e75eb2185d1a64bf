using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Events;

/// <summary>
/// Events have two forms, <c>v1</c> and <c>events.k8s.io/v1</c>, and are stored once, in the first. The names of fields differ, and nothing else does.
/// </summary>
internal static class EventForm
{
    /// <summary>The group of the other form.</summary>
    public const string Group = "events.k8s.io";

    private const string Kind = "Event";
    private const string Version = $"{Group}/v1";
    private const string StoredVersion = "v1";
    private const string FieldPrefix = "f:";

    /// <summary>Names in the other form, and in the stored one.</summary>
    private static readonly (string Other, string Stored)[] Names =
    [
        ("note", "message"),
        ("regarding", "involvedObject"),
        ("reportingController", "reportingComponent"),
        ("deprecatedSource", "source"),
        ("deprecatedFirstTimestamp", "firstTimestamp"),
        ("deprecatedLastTimestamp", "lastTimestamp"),
        ("deprecatedCount", "count"),
    ];

    private static readonly Dictionary<string, string> ToStored = Names.ToDictionary(name => name.Other, name => name.Stored, StringComparer.Ordinal);
    private static readonly Dictionary<string, string> ToOther = Names.ToDictionary(name => name.Stored, name => name.Other, StringComparer.Ordinal);

    /// <summary>Whether an object of this kind is an Event in the other form.</summary>
    public static bool Is(string group, string kind) => group == Group && kind == Kind;

    /// <summary>The key under which the Event is stored.</summary>
    public static ResourceKey Stored(ResourceKey key) => key with { Group = "" };

    /// <summary>The question as it is put to what is stored.</summary>
    public static ResourceQuery Stored(ResourceQuery query) => query with
    {
        Group = "",
        Fields = [.. query.Fields.Select(field => ToStored.TryGetValue(field.Path[0], out var stored) ? field with { Path = field.Path.SetItem(0, stored) } : field)],
    };

    /// <summary>A stored Event in the other form.</summary>
    public static StoredResource Other(StoredResource stored) => stored with { Key = stored.Key with { Group = Group }, Document = Other(stored.Document) };

    /// <summary>The document of a stored Event in the other form.</summary>
    public static ReadOnlyMemory<byte> Other(ReadOnlyMemory<byte> stored) => Write(Renamed(Read(stored), Version, ToOther));

    /// <summary>The document as it is stored; the same where it is no Event in the other form.</summary>
    public static ReadOnlyMemory<byte> Stored(ReadOnlyMemory<byte> document)
    {
        using var parsed = JsonDocument.Parse(document);
        return parsed.RootElement.TryGetProperty("apiVersion", out var version) && version.ValueEquals(Version)
            && parsed.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals(Kind)
            ? Write(Renamed(Read(document), StoredVersion, ToStored))
            : document;
    }

    private static JsonObject Renamed(JsonObject document, string version, Dictionary<string, string> names)
    {
        var renamed = Renamed(document, names, "");
        renamed["apiVersion"] = version;
        if (renamed["metadata"]?["managedFields"] is JsonArray managers)
        {
            foreach (var entry in managers.OfType<JsonObject>())
            {
                entry["apiVersion"] = version;
                if (entry["fieldsV1"] is JsonObject fields)
                {
                    entry["fieldsV1"] = Renamed(fields, names, FieldPrefix);
                }
            }
        }

        return renamed;
    }

    private static JsonObject Renamed(JsonObject from, Dictionary<string, string> names, string prefix)
    {
        var to = new JsonObject();
        foreach (var (name, value) in from.ToList())
        {
            from.Remove(name);
            var bare = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
            to[names.TryGetValue(bare, out var other) ? prefix + other : name] = value;
        }

        return to;
    }

    private static JsonObject Read(ReadOnlyMemory<byte> document) => JsonNode.Parse(document.Span)!.AsObject();

    private static ReadOnlyMemory<byte> Write(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document);
}
