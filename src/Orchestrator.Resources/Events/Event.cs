using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Events;

/// <summary>Something that happened to an object, told to people. It is the same stored Event as that of the core group, in the form of events.k8s.io.</summary>
[Kind("events.k8s.io", "v1", "Event", "events", Description = "Something that happened to an object, told to people.", ShortNames = ["ev"], Namespaced = true, HasStatus = false, SelectableFields = ["reason", "regarding.apiVersion", "regarding.fieldPath", "regarding.kind", "regarding.name", "regarding.namespace", "regarding.resourceVersion", "regarding.uid", "reportingController", "type"])]
public sealed record Event : IResource<Event>
{
    /// <inheritdoc/>
    public string ApiVersion => "events.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "Event";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "When it first happened, to the microsecond.", Always = true, Microseconds = true)]
    public DateTimeOffset? EventTime { get; init; }

    [Field(3, "How it went on happening.")]
    public EventSeries? Series { get; init; }

    [Field(4, "Which part of the system says so.")]
    public string? ReportingController { get; init; }

    [Field(5, "Which instance of it.")]
    public string? ReportingInstance { get; init; }

    [Field(6, "What was done about the object.")]
    public string? Action { get; init; }

    [Field(7, "What happened, in one word.")]
    public string? Reason { get; init; }

    [Field(8, "The object that it happened to.")]
    public ObjectReference Regarding { get; init; } = new();

    [Field(9, "Another object that has to do with it.")]
    public ObjectReference? Related { get; init; }

    [Field(10, "What happened, for a person.")]
    public string? Note { get; init; }

    [Field(11, "Normal or Warning.", OneOf = ["Normal", "Warning"])]
    public string? Type { get; init; }

    [Field(12, "Who says so, in the older form.")]
    public EventSource DeprecatedSource { get; init; } = new();

    [Field(13, "When it first happened, in the older form.")]
    public DateTimeOffset? DeprecatedFirstTimestamp { get; init; }

    [Field(14, "When it last happened, in the older form.")]
    public DateTimeOffset? DeprecatedLastTimestamp { get; init; }

    [Field(15, "How often it happened, in the older form.")]
    public int DeprecatedCount { get; init; }

    /// <inheritdoc/>
    public Event WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Event WithStatusOf(Event other) => this;
}
