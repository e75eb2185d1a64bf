using System.Text.Json.Serialization;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Resources;

/// <summary>
/// What a grain stores of its object. The members <c>resource</c> and <c>revision</c> are read by the database too, which projects them for lists and watches; all
/// others are the grain's own.
/// </summary>
public record ResourceState<T>
    where T : class, IResource<T>
{
    /// <summary>The object, or null where there is none.</summary>
    [JsonPropertyName("resource")]
    public T? Resource { get; init; }

    /// <summary>How often the object's document has changed.</summary>
    [JsonPropertyName("revision")]
    public long Revision { get; init; }
}
