using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.CustomResources;

/// <summary>An object of a kind that a CustomResourceDefinition describes: what all objects have, and JSON.</summary>
[JsonConverter(typeof(CustomObjectConverter))]
public sealed record CustomObject : IResource<CustomObject>
{
    private const string Status = "status";

    /// <inheritdoc/>
    public string ApiVersion { get; init; } = "";

    /// <inheritdoc/>
    public string Kind { get; init; } = "";

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>All other members of the document. Nobody changes this tree: whoever wants another makes a copy.</summary>
    public JsonObject Content { get; init; } = [];

    /// <inheritdoc/>
    public CustomObject WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public CustomObject WithStatusOf(CustomObject other)
    {
        var content = (JsonObject)Content.DeepClone();
        content.Remove(Status);
        if (other.Content[Status] is { } status)
        {
            content[Status] = status.DeepClone();
        }

        return this with { Content = content };
    }
}
