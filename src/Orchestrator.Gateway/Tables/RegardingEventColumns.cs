using System.Collections.Immutable;
using Orchestrator.Resources.Events;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of events in the form of events.k8s.io.</summary>
internal sealed class RegardingEventColumns : ITableColumns<Event>
{
    public ImmutableArray<TableColumn<Event>> Columns { get; } =
    [
        new("Last Seen", (e, now) => Age.Of(LastSeen(e), now), "How long ago it last happened."),
        new("Type", (e, _) => e.Type ?? "", "Normal, or Warning where it needs attention."),
        new("Reason", (e, _) => e.Reason ?? "", "What happened, in one word."),
        new("Object", (e, _) => ObjectOf(e), "The object that it happened to."),
        new("Subobject", (e, _) => e.Regarding.FieldPath ?? "", "The part of the object.") { Priority = 1 },
        new("Source", (e, _) => SourceOf(e), "Who says so.") { Priority = 1 },
        new("Message", (e, _) => (e.Note ?? "").Trim(), "What happened, for a person."),
        new("First Seen", (e, now) => Age.Of(e.DeprecatedFirstTimestamp ?? e.EventTime ?? e.Metadata.CreationTimestamp, now), "How long ago it first happened.") { Priority = 1 },
        new("Count", (e, _) => e.Series?.Count ?? (e.DeprecatedCount > 0 ? e.DeprecatedCount : 1), "How often it happened.") { Priority = 1, IsNumber = true },
        CommonColumns.Name<Event>() with { Priority = 1 },
    ];

    private static DateTimeOffset? LastSeen(Event e) =>
        e.Series?.LastObservedTime ?? e.DeprecatedLastTimestamp ?? e.DeprecatedFirstTimestamp ?? e.EventTime ?? e.Metadata.CreationTimestamp;

    private static string ObjectOf(Event e) => e.Regarding.Name is { Length: > 0 } name
        ? $"{e.Regarding.Kind?.ToLowerInvariant()}/{name}"
        : e.Regarding.Kind?.ToLowerInvariant() ?? "";

    private static string SourceOf(Event e)
    {
        var component = e.DeprecatedSource.Component is { Length: > 0 } source ? source : e.ReportingController ?? "";
        return e.DeprecatedSource.Host is { Length: > 0 } host ? $"{component}, {host}" : component;
    }
}
