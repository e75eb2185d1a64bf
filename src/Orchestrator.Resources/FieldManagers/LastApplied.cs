using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>
/// The note that kubectl leaves on an object when it applies on its own side. Whoever moves such an object to server-side apply with kubectl does not run into
/// what kubectl itself has written, and can go back, because the note is kept up to date.
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const string Kubectl = "kubectl";

    /// <summary>The fields that kubectl has applied on its side, where it is kubectl that applies now.</summary>
    public static FieldSet Fields<T>(T? live, FieldWriter writer, ObjectSchema schema)
        where T : class, IResource<T> =>
        writer.Manager == Kubectl && live?.Metadata.Annotations.GetValueOrDefault(Annotation) is { } note && Read(note) is { } document
            ? DocumentFields.Of(document, schema)
            : FieldSet.Empty;

    /// <summary>The object with the note of what kubectl applies now, where it has such a note.</summary>
    public static T Renewed<T>(T next, JsonObject applied, FieldWriter writer)
        where T : class, IResource<T>
    {
        var meta = next.Metadata;
        if (writer.Manager != Kubectl || !meta.Annotations.ContainsKey(Annotation))
        {
            return next;
        }

        var note = (JsonObject)applied.DeepClone();
        (note["metadata"]?["annotations"] as JsonObject)?.Remove(Annotation);
        note["apiVersion"] = next.ApiVersion;
        note["kind"] = next.Kind;
        return next.WithMetadata(meta with { Annotations = meta.Annotations.SetItem(Annotation, ResourceJson.Serialize(note) + "\n") });
    }

    /// <summary>The note is the user's: what can't be read says nothing.</summary>
    private static JsonObject? Read(string note)
    {
        try
        {
            return JsonNode.Parse(note, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
