using System.Text.Json;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Apps;

/// <summary>A state of a controller's template, kept so that it can be gone back to.</summary>
[Kind("apps", "v1", "ControllerRevision", "controllerrevisions", Description = "A state of a controller's template, kept so that it can be gone back to.", Namespaced = true, HasStatus = false)]
public sealed record ControllerRevision : IResource<ControllerRevision>
{
    /// <inheritdoc/>
    public string ApiVersion => "apps/v1";

    /// <inheritdoc/>
    public string Kind => "ControllerRevision";

    [Field(1, "Identity, labels and bookkeeping.", Always = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field(2, "The state.", Immutable = true)]
    public JsonElement? Data { get; init; }

    [Field(3, "Its number, higher for later ones.", Always = true, Minimum = 0)]
    public long Revision { get; init; }

    /// <inheritdoc/>
    public ControllerRevision WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public ControllerRevision WithStatusOf(ControllerRevision other) => this;
}
