using System.Text.Json;
using Orchestrator.Contracts.Reading;
using Orchestrator.Storage.Selectors;

namespace Orchestrator.Storage.Watching;

/// <summary>A row of history. Shared by all watches that it concerns, so its documents are parsed at most once, and only where a selector asks.</summary>
internal sealed class ResourceChange(long version, string type, string @namespace, byte[] document, byte[]? previous)
{
    private readonly Lazy<JsonElement> _document = new(() => Parse(document));
    private readonly Lazy<JsonElement> _previous = new(() => Parse(previous!));

    public long Version { get; } = version;

    /// <summary>The change as a watch of this query sees it, or null where it does not.</summary>
    public WatchEvent? SeenBy(ResourceQuery query)
    {
        if (query.Namespace is not null && query.Namespace != @namespace)
        {
            return null;
        }

        var isPlain = query.Labels.IsEmpty && query.Fields.IsEmpty;
        var before = previous is not null && (isPlain || SelectorMatcher.Matches(query, _previous.Value));
        var after = type != "DELETED" && (isPlain || SelectorMatcher.Matches(query, _document.Value));
        return (before, after) switch
        {
            (false, true) => new WatchEvent(WatchEventType.Added, Version, document),
            (true, true) => new WatchEvent(WatchEventType.Modified, Version, document),
            (true, false) when type == "DELETED" => new WatchEvent(WatchEventType.Deleted, Version, document),

            // The watcher has never seen a document that does not match, so it gets the last one that did.
            (true, false) => new WatchEvent(WatchEventType.Deleted, Version, ResourceVersionText.Replace(previous!, Version)),
            (false, false) => null,
        };
    }

    private static JsonElement Parse(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }
}
