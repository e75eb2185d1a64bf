using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Core;

/// <summary>Something that happened to an object, told to people.</summary>
[Kind("", "v1", "Event", "events", Description = "Something that happened to an object, told to people.", ShortNames = ["ev"], Namespaced = true, HasStatus = false, SelectableFields = ["involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind", "involvedObject.name", "involvedObject.namespace", "involvedObject.resourceVersion", "involvedObject.uid", "reason", "reportingComponent", "source", "type"])]
public sealed record Event : IResource<Event>
{
    /// <inheritdoc/>
    public string ApiVersion => "v1";

    /// <inheritdoc/>
    public string Kind => "Event";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The object that it happened to.", Always = true)]
    public ObjectReference InvolvedObject { get; init; } = new();

    [Field(3, "What happened, in one word.")]
    public string? Reason { get; init; }

    [Field(4, "What happened, for a person.")]
    public string? Message { get; init; }

    [Field(5, "Who says so.", Always = true)]
    public EventSource Source { get; init; } = new();

    [Field(6, "When it first happened.")]
    public DateTimeOffset? FirstTimestamp { get; init; }

    [Field(7, "When it last happened.")]
    public DateTimeOffset? LastTimestamp { get; init; }

    [Field(8, "How often it happened.")]
    public int Count { get; init; }

    [Field(9, "Normal or Warning.", OneOf = ["Normal", "Warning"])]
    public string? Type { get; init; }

    [Field(10, "When it first happened, to the microsecond.", Microseconds = true)]
    public DateTimeOffset? EventTime { get; init; }

    [Field(11, "How it went on happening.")]
    public EventSeries? Series { get; init; }

    [Field(12, "What was done about the object.")]
    public string? Action { get; init; }

    [Field(13, "Another object that has to do with it.")]
    public ObjectReference? Related { get; init; }

    [Field(14, "Which part of the system says so.", Always = true)]
    public string? ReportingComponent { get; init; }

    [Field(15, "Which instance of it.", Always = true)]
    public string? ReportingInstance { get; init; }

    /// <inheritdoc/>
    public Event WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public Event WithStatusOf(Event other) => this;
}
