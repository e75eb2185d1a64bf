using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of events.</summary>
internal sealed class EventColumns : ITableColumns<Event>
{
    public ImmutableArray<TableColumn<Event>> Columns { get; } =
    [
        new("Last Seen", (e, now) => Age.Of(LastSeen(e), now), "How long ago it last happened."),
        new("Type", (e, _) => e.Type ?? "", "Normal, or Warning where it needs attention."),
        new("Reason", (e, _) => e.Reason ?? "", "What happened, in one word."),
        new("Object", (e, _) => ObjectOf(e), "The object that it happened to."),
        new("Subobject", (e, _) => e.InvolvedObject.FieldPath ?? "", "The part of the object.") { Priority = 1 },
        new("Source", (e, _) => SourceOf(e), "Who says so.") { Priority = 1 },
        new("Message", (e, _) => (e.Message ?? "").Trim(), "What happened, for a person."),
        new("First Seen", (e, now) => Age.Of(e.FirstTimestamp ?? e.EventTime ?? e.Metadata.CreationTimestamp, now), "How long ago it first happened.") { Priority = 1 },
        new("Count", (e, _) => e.Series?.Count ?? (e.Count > 0 ? e.Count : 1), "How often it happened.") { Priority = 1, IsNumber = true },
        CommonColumns.Name<Event>() with { Priority = 1 },
    ];

    private static DateTimeOffset? LastSeen(Event e) =>
        e.Series?.LastObservedTime ?? e.LastTimestamp ?? e.FirstTimestamp ?? e.EventTime ?? e.Metadata.CreationTimestamp;

    private static string ObjectOf(Event e) => e.InvolvedObject.Name is { Length: > 0 } name
        ? $"{e.InvolvedObject.Kind?.ToLowerInvariant()}/{name}"
        : e.InvolvedObject.Kind?.ToLowerInvariant() ?? "";

    private static string SourceOf(Event e)
    {
        var component = e.Source.Component is { Length: > 0 } source ? source : e.ReportingComponent ?? "";
        return e.Source.Host is { Length: > 0 } host ? $"{component}, {host}" : component;
    }
}
